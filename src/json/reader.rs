//! A pull reader of JSON (RFC 8259) in constant memory.
//!
//! Numbers are handed out as their decimal text, which is what a number in a file means: `f64` takes the
//! nearest, an interval encloses it, a rational is it. A general parser gives either a rounded `f64` or
//! one string on the heap for each of a hundred million numbers, and lets one token fill the memory.

use oracle::Invalid;
use std::io::Read;

/// The most bytes of one string or number; the exact decimal expansion of any `f64` is shorter.
const TOKEN_LIMIT: usize = 4096;
/// The most arrays and objects inside one another.
const DEPTH_LIMIT: usize = 64;
const BUFFER: usize = 1 << 18;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// `{`
    Object,
    /// `[`
    Array,
    /// A string.
    Text,
    /// A number.
    Number,
    /// `true`, `false` or `null`; no input of ours has one.
    Word,
}

impl Next {
    fn name(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::Text => "a string",
            Self::Number => "a number",
            Self::Word => "true, false or null",
        }
    }
}

/// Reads one JSON document from `source`, piece by piece.
///
/// A refusal's place is empty: who asked for the piece knows what it is, and says so with [`Invalid::inside`].
pub struct Reader<R> {
    source: R,
    buffer: Box<[u8]>,
    next: usize,
    filled: usize,
    /// Bytes that left the buffer.
    passed: u64,
    line: u64,
    /// Offset of the first byte of the line.
    line_start: u64,
    /// For each open array or object, whether it has had an entry.
    open: Vec<bool>,
    token: Vec<u8>,
}

impl<R: Read> Reader<R> {
    /// A reader at the start of `source`, which needs no buffer of its own.
    pub fn new(source: R) -> Self {
        Self {
            source,
            buffer: vec![0; BUFFER].into_boxed_slice(),
            next: 0,
            filled: 0,
            passed: 0,
            line: 1,
            line_start: 0,
            open: Vec::new(),
            token: Vec::new(),
        }
    }

    /// A refusal of what stands here.
    pub fn refuse(&self, problem: impl core::fmt::Display) -> Invalid {
        let column = self.passed + self.next as u64 - self.line_start + 1;
        Invalid::new("", format!("{problem} (line {}, column {column})", self.line))
    }

    fn refill(&mut self) -> Result<bool, Invalid> {
        self.passed += self.filled as u64;
        (self.next, self.filled) = (0, 0);
        loop {
            match self.source.read(&mut self.buffer) {
                Ok(count) => {
                    self.filled = count;
                    return Ok(count > 0);
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Invalid::new("", format!("cannot be read: {error}"))),
            }
        }
    }

    #[inline]
    fn byte(&mut self) -> Result<Option<u8>, Invalid> {
        if self.next == self.filled && !self.refill()? {
            return Ok(None);
        }
        Ok(Some(self.buffer[self.next]))
    }

    /// The next byte that is no white space, not yet taken.
    #[inline]
    fn significant(&mut self) -> Result<Option<u8>, Invalid> {
        loop {
            match self.byte()? {
                Some(b'\n') => {
                    self.next += 1;
                    self.line += 1;
                    self.line_start = self.passed + self.next as u64;
                }
                Some(b' ' | b'\t' | b'\r') => self.next += 1,
                other => return Ok(other),
            }
        }
    }

    fn unexpected(&self, found: Option<u8>, needed: &str) -> Invalid {
        match found {
            None if self.passed == 0 && self.filled == 0 => Invalid::new("", "is empty"),
            None => self.refuse(format_args!("ends where {needed} is needed")),
            Some(byte @ 0x21..=0x7e) => self.refuse(format_args!("has '{}' where {needed} is needed", byte as char)),
            Some(byte) => self.refuse(format_args!("has byte {byte:#04x} where {needed} is needed")),
        }
    }

    /// What comes next; nothing is taken.
    pub fn peek(&mut self) -> Result<Next, Invalid> {
        match self.significant()? {
            Some(b'{') => Ok(Next::Object),
            Some(b'[') => Ok(Next::Array),
            Some(b'"') => Ok(Next::Text),
            Some(b'-' | b'0'..=b'9') => Ok(Next::Number),
            Some(b't' | b'f' | b'n') => Ok(Next::Word),
            other => Err(self.unexpected(other, "a JSON value")),
        }
    }

    /// Refuses what comes next, because `needed` is needed.
    pub fn refuse_next(&mut self, needed: &str) -> Invalid {
        match self.peek() {
            Ok(Next::Text) => match self.text().map(str::to_owned) {
                Ok(text) => self.refuse(format_args!("is {text:?} where {needed} is needed")),
                Err(invalid) => invalid,
            },
            Ok(next) => self.refuse(format_args!("is {} where {needed} is needed", next.name())),
            Err(invalid) => invalid,
        }
    }

    fn enter(&mut self, next: Next, needed: &str) -> Result<(), Invalid> {
        if self.peek()? != next {
            return Err(self.refuse_next(needed));
        }
        if self.open.len() == DEPTH_LIMIT {
            return Err(self.refuse(format_args!("nests more than {DEPTH_LIMIT} deep")));
        }
        self.next += 1;
        self.open.push(false);
        Ok(())
    }

    /// Whether the innermost array or object goes on; takes the comma, or the end.
    #[inline]
    fn goes_on(&mut self, end: u8) -> Result<bool, Invalid> {
        let found = self.significant()?;
        let begun = self.open.last_mut().expect("asked inside an array or object");
        if found == Some(end) {
            self.next += 1;
            self.open.pop();
            return Ok(false);
        }
        if core::mem::replace(begun, true) {
            if found != Some(b',') {
                let needed = if end == b']' { "',' or ']'" } else { "',' or '}'" };
                return Err(self.unexpected(found, needed));
            }
            self.next += 1;
        }
        Ok(true)
    }

    /// Takes `[`.
    pub fn enter_array(&mut self) -> Result<(), Invalid> {
        self.enter(Next::Array, "an array")
    }

    /// Whether the array has another entry; takes its `]` if not.
    #[inline]
    pub fn next_entry(&mut self) -> Result<bool, Invalid> {
        self.goes_on(b']')
    }

    /// Takes `{`.
    pub fn enter_object(&mut self) -> Result<(), Invalid> {
        self.enter(Next::Object, "an object")
    }

    /// The key of the object's next entry; takes its `}` if there is none.
    pub fn next_key(&mut self) -> Result<Option<String>, Invalid> {
        if !self.goes_on(b'}')? {
            return Ok(None);
        }
        match self.significant()? {
            Some(b'"') => {}
            other => return Err(self.unexpected(other, "a key in quotes")),
        }
        let key = self.text()?.to_owned();
        match self.significant()? {
            Some(b':') => self.next += 1,
            other => return Err(self.unexpected(other, "':'")),
        }
        Ok(Some(key))
    }

    /// The text of a number, as it stands.
    pub fn number(&mut self) -> Result<&str, Invalid> {
        if self.peek()? != Next::Number {
            return Err(self.refuse_next("a number"));
        }
        let belongs = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E');
        let rest = &self.buffer[self.next..self.filled];
        let length = rest.iter().position(|byte| !belongs(byte));
        let range = if let Some(length) = length.filter(|&length| length <= TOKEN_LIMIT) {
            self.next += length;
            Some(self.next - length..self.next)
        } else {
            self.token.clear();
            while let Some(byte) = self.byte()?.filter(belongs) {
                self.push(byte, "a number")?;
                self.next += 1;
            }
            None
        };
        let token = match range {
            Some(range) => &self.buffer[range],
            None => &self.token,
        };
        match core::str::from_utf8(token) {
            Ok(text) if is_number(token) => Ok(text),
            _ => Err(self.refuse(format_args!("has '{}', which is no JSON number", String::from_utf8_lossy(token)))),
        }
    }

    fn push(&mut self, byte: u8, what: &str) -> Result<(), Invalid> {
        if self.token.len() == TOKEN_LIMIT {
            return Err(self.refuse(format_args!("has {what} of more than {TOKEN_LIMIT} bytes")));
        }
        self.token.push(byte);
        Ok(())
    }

    /// A string, its escapes resolved.
    pub fn text(&mut self) -> Result<&str, Invalid> {
        if self.peek()? != Next::Text {
            return Err(self.refuse_next("a string"));
        }
        self.next += 1;
        self.token.clear();
        loop {
            match self.byte()? {
                Some(b'"') => {
                    self.next += 1;
                    break;
                }
                Some(b'\\') => {
                    self.next += 1;
                    self.escape()?;
                }
                Some(byte) if byte >= 0x20 => {
                    self.push(byte, "a string")?;
                    self.next += 1;
                }
                other => return Err(self.unexpected(other, "the end of a string")),
            }
        }
        match core::str::from_utf8(&self.token) {
            Ok(text) => Ok(text),
            Err(_) => Err(self.refuse("has a string that is not UTF-8")),
        }
    }

    fn escape(&mut self) -> Result<(), Invalid> {
        let found = self.byte()?;
        let character = match found {
            Some(byte @ (b'"' | b'\\' | b'/')) => byte as char,
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.next += 1;
                return self.unicode_escape();
            }
            other => return Err(self.unexpected(other, "an escape")),
        };
        self.next += 1;
        self.push_character(character)
    }

    /// `XXXX`, and the second half of a surrogate pair where the first asks for one.
    fn unicode_escape(&mut self) -> Result<(), Invalid> {
        let first = self.hexadecimal()?;
        let code = if (0xd800..0xdc00).contains(&first) {
            for needed in [b'\\', b'u'] {
                match self.byte()? {
                    Some(byte) if byte == needed => self.next += 1,
                    other => return Err(self.unexpected(other, "the second half of a surrogate pair")),
                }
            }
            let second = self.hexadecimal()?;
            if !(0xdc00..0xe000).contains(&second) {
                return Err(self.refuse("has half a surrogate pair"));
            }
            0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
        } else {
            first
        };
        match char::from_u32(code) {
            Some(character) => self.push_character(character),
            None => Err(self.refuse("has half a surrogate pair")),
        }
    }

    fn hexadecimal(&mut self) -> Result<u32, Invalid> {
        let mut code = 0;
        for _ in 0..4 {
            let found = self.byte()?;
            let Some(digit) = found.and_then(|byte| (byte as char).to_digit(16)) else {
                return Err(self.unexpected(found, "a hexadecimal digit"));
            };
            self.next += 1;
            code = code * 16 + digit;
        }
        Ok(code)
    }

    fn push_character(&mut self, character: char) -> Result<(), Invalid> {
        let mut bytes = [0; 4];
        character.encode_utf8(&mut bytes).bytes().try_for_each(|byte| self.push(byte, "a string"))
    }

    /// A whole number from 0.
    pub fn whole(&mut self) -> Result<usize, Invalid> {
        if self.peek()? != Next::Number {
            return Err(self.refuse_next("a whole number"));
        }
        let text = self.number()?;
        match text.parse() {
            Ok(number) => Ok(number),
            Err(_) => {
                let text = text.to_owned();
                Err(self.refuse(format_args!("is {text} where a whole number from 0 is needed")))
            }
        }
    }

    /// Refuses anything but white space up to the end.
    pub fn end(&mut self) -> Result<(), Invalid> {
        match self.significant()? {
            None => Ok(()),
            found => Err(self.unexpected(found, "the end")),
        }
    }
}

/// -? (0 | [1-9][0-9]*) (\.[0-9]+)? ([eE][+-]?[0-9]+)?
pub(super) fn is_number(token: &[u8]) -> bool {
    let digits = |from: &[u8]| from.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = token.strip_prefix(b"-").unwrap_or(token);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest[0] == b'0') {
        return false;
    }
    rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        let exponent = exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-")).unwrap_or(exponent);
        let count = digits(exponent);
        return count > 0 && count == exponent.len();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads any document to its end, in chunks of one byte to cross every buffer boundary.
    fn accepts(text: &[u8]) -> Result<(), Invalid> {
        struct Drip<'a>(&'a [u8]);
        impl Read for Drip<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                let count = self.0.len().min(1);
                buffer[..count].copy_from_slice(&self.0[..count]);
                self.0 = &self.0[count..];
                Ok(count)
            }
        }
        fn value<R: Read>(reader: &mut Reader<R>) -> Result<(), Invalid> {
            match reader.peek()? {
                Next::Object => {
                    reader.enter_object()?;
                    while reader.next_key()?.is_some() {
                        value(reader)?;
                    }
                }
                Next::Array => {
                    reader.enter_array()?;
                    while reader.next_entry()? {
                        value(reader)?;
                    }
                }
                Next::Text => drop(reader.text()?.to_owned()),
                Next::Number => drop(reader.number()?.to_owned()),
                Next::Word => return Err(reader.refuse_next("anything else")),
            }
            Ok(())
        }
        let mut reader = Reader::new(Drip(text));
        value(&mut reader)?;
        reader.end()
    }

    #[test]
    fn the_reader_accepts_what_serde_json_accepts() {
        let documents: &[&[u8]] = &[
            b"{}",
            b"[]",
            b"[1,2]",
            b" [ 1 , 2 ] ",
            b"{\"a\":[{}]}",
            b"-0",
            b"0",
            b"-0.0e-0",
            b"1E+2",
            b"\"\\u00e9\"",
            b"\"\\ud83d\\ude00\"",
            b"\"\\n\\/\"",
            b"[1,]",
            b"[,1]",
            b"[1 2]",
            b"{\"a\"}",
            b"{\"a\":}",
            b"{a:1}",
            b"{\"a\":1,}",
            b"01",
            b"1.",
            b".5",
            b"+1",
            b"-",
            b"1e",
            b"1e+",
            b"--1",
            b"1-2",
            b"\"\\ud83d\"",
            b"\"\\ud83dx\"",
            b"\"\\udc00\"",
            b"\"\\x\"",
            b"\"a\nb\"",
            b"\"\xff\"",
            b"\"",
            b"[",
            b"{",
            b"",
            b" ",
            b"[1]]",
            b"1 2",
            b"\"\\u12\"",
            b"'a'",
            b"NaN",
            b"Infinity",
            b"\xef\xbb\xbf{}",
        ];
        for document in documents {
            let expected = serde_json::from_slice::<serde_json::Value>(document).is_ok();
            assert_eq!(accepts(document).is_ok(), expected, "{}", String::from_utf8_lossy(document));
        }
    }

    #[test]
    fn no_token_and_no_nesting_outgrows_its_limit() {
        let digits = vec![b'1'; TOKEN_LIMIT + 1];
        assert!(accepts(&digits).unwrap_err().to_string().contains("more than 4096 bytes"));
        assert!(accepts(&digits[1..]).is_ok());
        let text = [b"\"".as_slice(), &digits, b"\""].concat();
        assert!(accepts(&text).unwrap_err().to_string().contains("more than 4096 bytes"));
        assert!(accepts(&[b'['; DEPTH_LIMIT + 1]).unwrap_err().to_string().contains("more than 64 deep"));
    }
}
