//! What a run of conformance found, as a page and as JUnit XML, and several runs side by side.

use super::page::{STYLE, escaped};
use crate::json::{ConformanceReport, Conformity, OperatorReport};
use oracle::operators;

/// How a verdict is coloured.
fn class(verdict: Conformity) -> &'static str {
    match verdict {
        Conformity::Conforms => "stands",
        Conformity::FailsAsExpected => "amended",
        Conformity::Fails | Conformity::FailsNoMore => "refuted",
        Conformity::Untested => "vacuous",
    }
}

fn whole(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>{body}\
         </body></html>\n"
    )
}

/// The page of one run.
pub fn conformance_page(report: &ConformanceReport) -> String {
    let count = |verdict| report.operators.iter().filter(|operator| operator.verdict == verdict).count();
    let mut body = format!(
        "<p class=\"dim\">Every answer is held against an enclosure of the truth, widened by what {} may do. {} cases of \
         each operator, seed {}; marl-oracle {}.</p><div class=\"counts\">",
        report.precision, report.cases, report.seed, report.version
    );
    for verdict in [
        Conformity::Conforms,
        Conformity::Fails,
        Conformity::FailsAsExpected,
        Conformity::FailsNoMore,
        Conformity::Untested,
    ] {
        if count(verdict) > 0 {
            let words = verdict.words().to_lowercase();
            body += &format!("<div><b class=\"{}\">{}</b>{words}</div>", class(verdict), count(verdict));
        }
    }
    body += "</div><section>";
    report.operators.iter().for_each(|operator| body += &section(operator));
    body += "</section>";
    if report.restarts > 0 {
        body += &format!("<p>It broke and was started again {} times.</p>", report.restarts);
    }
    whole(&format!("Conformance of {}", report.implementation), &body)
}

/// An operator, its failure folded.
fn section(report: &OperatorReport) -> String {
    let formula = operators::find(&report.operator).map_or("", |operator| operator.formula);
    let mut text = format!(
        "<details id=\"{id}\"><summary><span class=\"badge {class}\">{words}</span><span><span class=\"id\">{id}</span><br>\
         {formula}</span></summary><div class=\"body\"><p>{} passed, {} failed, {} undecided, {} skipped</p>",
        report.passed,
        report.failed,
        report.undecided,
        report.skipped,
        id = escaped(&report.operator),
        class = class(report.verdict),
        words = report.verdict.words(),
        formula = escaped(formula),
    );
    if let Some(reason) = &report.expected {
        text += &format!("<p><b>Expected to fail</b> {}</p>", escaped(reason));
    }
    if let Some(failure) = &report.failure {
        text += &format!("<p class=\"broke\">{}</p>", escaped(&failure.problem));
        if let Some(diagnosis) = &failure.diagnosis {
            text += &format!("<p><b>Diagnosis</b> {}</p>", escaped(diagnosis));
        }
        text += "<table class=\"k\"><tr><th>input</th><th>value</th></tr>";
        let (answer, truth) = failure.values();
        let rows =
            failure.input_lines().into_iter().chain([("answer".to_owned(), answer), ("truth".to_owned(), truth)]);
        rows.for_each(|(name, value)| {
            text += &format!("<tr><td>{}</td><td><code>{}</code></td></tr>", escaped(&name), escaped(&value));
        });
        text += &format!("</table><p class=\"dim\">Replay: <code>--replay {}</code></p>", escaped(&failure.token));
    }
    text + "</div></details>"
}

/// The page of several runs: an operator a row, an implementation a column.
pub fn summary_page(reports: &[ConformanceReport]) -> String {
    let mut body = "<table class=\"k\"><tr><th>operator</th>".to_owned();
    for report in reports {
        body += &format!("<th>{} ({})</th>", escaped(&report.implementation), escaped(&report.precision));
    }
    body += "</tr>";
    for operator in operators::all() {
        let found = |report: &ConformanceReport| report.operators.iter().position(|own| own.operator == operator.id);
        if reports.iter().all(|report| found(report).is_none()) {
            continue;
        }
        body += &format!("<tr><td>{}</td>", operator.id);
        for report in reports {
            body += &match found(report).map(|place| &report.operators[place]) {
                None => "<td class=\"dim\">—</td>".to_owned(),
                Some(own) => {
                    let diagnosis = own.failure.as_ref().and_then(|failure| failure.diagnosis.as_deref());
                    let title = diagnosis.unwrap_or_default();
                    let (class, words) = (class(own.verdict), own.verdict.words());
                    format!("<td class=\"{class}\" title=\"{}\">{words}</td>", escaped(title))
                }
            };
        }
        body += "</tr>";
    }
    whole("Conformance", &(body + "</table>"))
}

/// The verdicts as JUnit XML: an operator a test case. What is no XML character becomes a question mark.
pub fn junit(report: &ConformanceReport) -> String {
    let clean = |text: &str| {
        let printable: String = text.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
        escaped(&printable)
    };
    let count = |is: &dyn Fn(Conformity) -> bool| report.operators.iter().filter(|own| is(own.verdict)).count();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites><testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" \
         errors=\"0\" skipped=\"{}\">\n",
        clean(&report.implementation),
        report.operators.len(),
        count(&Conformity::is_bad),
        count(&|verdict| matches!(verdict, Conformity::FailsAsExpected | Conformity::Untested)),
    );
    for own in &report.operators {
        text += &format!("<testcase classname=\"{}\" name=\"{}\"", clean(&report.implementation), own.operator);
        let reason = own.expected.as_deref().unwrap_or_default();
        text += &match own.verdict {
            Conformity::Conforms => "/>\n".to_owned(),
            Conformity::FailsAsExpected => {
                format!("><skipped message=\"fails as expected: {}\"/></testcase>\n", clean(reason))
            }
            Conformity::Untested => "><skipped message=\"nothing was decided\"/></testcase>\n".to_owned(),
            Conformity::FailsNoMore => {
                format!("><failure message=\"fails no more, and was expected to: {}\"/></testcase>\n", clean(reason))
            }
            Conformity::Fails => {
                let failure = own.failure.as_ref();
                let problem = failure.map_or("", |failure| &failure.problem);
                let more = failure.map_or_else(String::new, |failure| {
                    let (answer, truth) = failure.values();
                    let inputs: Vec<String> =
                        failure.input_lines().into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
                    let diagnosis = failure.diagnosis.as_deref().unwrap_or("none");
                    [
                        inputs.join("\n"),
                        format!("answer: {answer}\ntruth: {truth}\ndiagnosis: {diagnosis}"),
                        format!("replay: --replay {}", failure.token),
                    ]
                    .join("\n")
                });
                let more: Vec<String> = more.lines().map(clean).collect();
                format!("><failure message=\"{}\">{}</failure></testcase>\n", clean(problem), more.join("\n"))
            }
        };
    }
    text + "</testsuite></testsuites>\n"
}
