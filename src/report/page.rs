//! An audit as one page that needs nothing but a browser.

use super::claim::{found, listings, size, summary};
use super::figure::COLOURS;
use crate::audit::{Audited, Settings};
use crate::conformance::{Kill, Killer};
use crate::proofs;
use oracle::claims::search::Trial;
use oracle::claims::{Claim, Curve, Standing, Theorem};
use plotters::style::RGBColor;
use std::fmt::Write;

pub(super) const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1c2530;--dim:#5d6b7a;--line:#d8dee6;--paper:#fff;--tint:#f4f6f9;\
--green:#0b7a53;--blue:#1f5fae;--red:#b3261e;--grey:#6b6f76}\
@media(prefers-color-scheme:dark){:root{--ink:#e4e9ef;--dim:#9aa7b5;--line:#36414d;--paper:#161b21;--tint:#1e252d;\
--green:#5fd0a3;--blue:#7fb2ee;--red:#f2938c;--grey:#a5abb3}}\
*{box-sizing:border-box}body{margin:0 auto;max-width:62rem;padding:2rem 1.2rem 4rem;background:var(--paper);\
color:var(--ink);font:16px/1.5 system-ui,sans-serif}h1{font-size:1.7rem;margin:0 0 .3rem}h2{font-size:1.2rem;\
margin:2.4rem 0 .6rem;border-bottom:2px solid var(--line);padding-bottom:.3rem}p{margin:.35rem 0}\
.dim{color:var(--dim)}.counts{display:flex;flex-wrap:wrap;gap:.6rem;margin:1rem 0}.counts div{background:var(--tint);\
border-radius:.5rem;padding:.5rem .9rem}.counts b{font-size:1.35rem;display:block}\
details{border-bottom:1px solid var(--line)}summary{cursor:pointer;display:grid;gap:0 .9rem;\
grid-template-columns:6.4rem 1fr;padding:.55rem .2rem;list-style:none}summary::-webkit-details-marker{display:none}\
summary:hover{background:var(--tint)}.badge{font-weight:600;font-size:.85rem;padding-top:.12rem}\
.stands{color:var(--green)}.amended{color:var(--blue)}.refuted{color:var(--red)}.vacuous{color:var(--grey)}\
.broken{background:var(--red);color:var(--paper);border-radius:.3rem;padding:0 .4rem}\
.id{font:.85rem ui-monospace,monospace;color:var(--dim)}.body{padding:.1rem .2rem 1.1rem 7.5rem}\
.arrays{display:flex;flex-wrap:wrap;gap:1.2rem;margin:.6rem 0}figure{margin:0}\
figcaption{font-size:.82rem;color:var(--dim)}table.m{border-collapse:collapse;background:var(--tint)}\
table.m td{border:1px solid var(--line);padding:.15rem .55rem;text-align:right;font-variant-numeric:tabular-nums}\
table.k{border-collapse:collapse;font-size:.88rem}table.k th{text-align:left}table.k td,table.k th{\
border-bottom:1px solid var(--line);padding:.2rem .9rem .2rem 0;vertical-align:top}.proof{border:0}.proof summary{display:block;padding:.1rem 0}.proof pre{overflow:auto;\
background:var(--tint);padding:.5rem .8rem;font-size:.85rem;margin:.2rem 0}.broke{font-weight:600}ul{margin:.3rem 0;padding-left:1.2rem}svg{max-width:100%;height:auto}\
@media(max-width:44rem){summary{grid-template-columns:1fr}.body{padding-left:.4rem}}";

/// Papers in the order of the registry: the first part of an id, and the title.
const PAPERS: [(&str, &str); 4] = [
    ("svnr", "SVNR · Negotiated Reasoning"),
    ("maosql", "MAOSQL · Multi-Agent Optimistic Soft Q-Learning"),
    ("tvpo", "TVPO · A General Formulation of Independent Policy Optimization"),
    ("rommeo", "ROMMEO · A Regularized Opponent Model with Maximum Entropy Objective"),
];

/// The text with what HTML reads as its own written out.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The whole page.
pub fn page(settings: &Settings, claims: &[Audited], kills: &[Kill]) -> String {
    let mut html = String::new();
    put(&mut html, claims, kills, settings).expect("a String takes everything");
    html
}

fn put(html: &mut String, claims: &[Audited], kills: &[Kill], settings: &Settings) -> std::fmt::Result {
    write!(
        html,
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Audit of the claims</title><style>{STYLE}</style></head><body>\
         <h1>What stands of the papers' claims</h1><p class=\"dim\">Every claim is attacked on small games with exact \
         numbers: drawn, then climbed towards violation, then reduced. A verdict is a fact about the instances tried, \
         decided in rational or outward-rounded arithmetic; that none was found to fail is no proof. {} cases each, \
         seed {}.</p><div class=\"counts\">",
        settings.cases, settings.seed
    )?;
    for standing in [Standing::Stands, Standing::Amended, Standing::Refuted, Standing::Vacuous] {
        let count = claims.iter().filter(|audited| audited.claim.standing == standing).count();
        write!(html, "<div><b class=\"{}\">{count}</b>{}</div>", standing.word(), standing.words())?;
    }
    let broken = claims.iter().filter(|audited| !audited.problems().is_empty()).count();
    if broken > 0 {
        write!(html, "<div><b class=\"refuted\">{broken}</b>not reproduced</div>")?;
    }
    html.push_str("</div>");
    for (key, title) in PAPERS {
        let of_paper: Vec<&Audited> =
            claims.iter().filter(|audited| audited.claim.id.split('/').next() == Some(key)).collect();
        if of_paper.is_empty() {
            continue;
        }
        write!(html, "<section><h2>{}</h2>", escaped(title))?;
        for audited in of_paper {
            claim(html, audited)?;
        }
        html.push_str("</section>");
    }
    if !kills.is_empty() {
        bank(html, kills)?;
    }
    html.push_str("</body></html>\n");
    Ok(())
}

/// The bank of mutants: what was wrong, and the smallest case that shows it.
fn bank(html: &mut String, kills: &[Kill]) -> std::fmt::Result {
    let killed = kills.iter().filter(|kill| kill.killer.is_some()).count();
    write!(
        html,
        "<section><h2>Bugs in operators</h2><p class=\"dim\">Mistakes that people make, applied to our operators: {killed} \
         of {} are found out, each on the case shown.</p><table class=\"k\"><tr><th>operator</th><th>bug</th><th>found \
         out on</th></tr>",
        kills.len()
    )?;
    for Kill { mutant, killer } in kills {
        let seen = if mutant.seen.is_empty() { String::new() } else { format!(" (seen in {})", mutant.seen) };
        let case = match killer {
            Some(Killer::Instance(instance)) => size(instance),
            Some(Killer::Example) => "its example".to_owned(),
            None => "nothing: it lives".to_owned(),
        };
        let cells = [mutant.operator.to_owned(), mutant.bug.to_owned() + &seen, case];
        let cells: String = cells.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
        write!(html, "<tr>{cells}</tr>")?;
    }
    html.push_str("</table></section>");
    Ok(())
}

fn claim(html: &mut String, audited: &Audited) -> std::fmt::Result {
    let claim = audited.claim;
    let problems = audited.problems();
    let words =
        if problems.is_empty() { claim.standing.word() } else { "<span class=\"broken\">not reproduced</span>" };
    write!(
        html,
        "<details id=\"{id}\"><summary><span class=\"badge {class}\">{words}</span><span><span class=\"id\">{id} · \
         {source}</span><br>{statement}</span></summary><div class=\"body\">",
        class = claim.standing.word(),
        id = claim.id,
        source = escaped(claim.source),
        statement = escaped(claim.statement),
    )?;
    for problem in problems {
        write!(html, "<p class=\"refuted\">{}</p>", escaped(&problem))?;
    }
    if !claim.reading.is_empty() {
        write!(html, "<p><b>Read as</b> {}</p>", escaped(claim.reading))?;
    }
    write!(html, "<p>{}</p>", escaped(claim.remark))?;
    if !claim.amends.is_empty() {
        write!(html, "<p>Amends <a href=\"#{0}\">{0}</a>.</p>", claim.amends)?;
    }
    write!(html, "<p class=\"dim\">Search: {}.</p>", escaped(&summary(audited)))?;
    proof(html, claim)?;
    if let Some(trial) = audited.smallest() {
        counterexample(html, trial)?;
        if let Some(curves) = claim.curves {
            html.push_str(&plot(&curves(&trial.instance)));
        }
    }
    if !audited.without.is_empty() {
        html.push_str("<p><b>Hypotheses</b></p><ul>");
        for (hypothesis, tally) in claim.hypotheses.iter().zip(&audited.without) {
            let needed = match &tally.failing {
                Some(trial) => format!("needed; without it {} ({})", found(trial), size(&trial.instance)),
                None => format!("not needed: no failure without it in {} cases", tally.admitted()),
            };
            write!(html, "<li>{} — {}</li>", escaped(hypothesis.statement), escaped(&needed))?;
        }
        html.push_str("</ul>");
    }
    if !audited.sabotaged.is_empty() {
        html.push_str("<p><b>Sabotage it kills</b></p><ul>");
        for (sabotage, tally) in claim.sabotages.iter().zip(&audited.sabotaged) {
            let killed = tally.failing.as_ref().map_or("not killed".to_owned(), found);
            write!(html, "<li>{} — {}</li>", escaped(sabotage.bug), escaped(&killed))?;
        }
        html.push_str("</ul>");
    }
    html.push_str("</div></details>");
    Ok(())
}

/// The theorem, and its statement as Coq has it.
fn proof(html: &mut String, claim: &Claim) -> std::fmt::Result {
    let Some(theorem) = claim.theorem() else {
        return write!(html, "<p class=\"dim\">No theorem: {}.</p>", escaped(claim.unproved()));
    };
    let Theorem { file, name, .. } = &theorem;
    let statement = proofs::statement(&theorem).unwrap_or_default();
    let sign = if claim.standing == Standing::Refuted { ", which is refuted" } else { "" };
    write!(
        html,
        "<details class=\"proof\"><summary>Theorem <code>{name}</code> in <code>proofs/claims/{file}.v</code>{sign}</summary>\
         <pre>{}</pre></details>",
        escaped(statement)
    )
}

fn counterexample(html: &mut String, trial: &Trial) -> std::fmt::Result {
    write!(html, "<p class=\"broke\">{}</p><div class=\"arrays\">", escaped(&found(trial)))?;
    for listing in listings(&trial.instance) {
        html.push_str("<figure><table class=\"m\">");
        for row in &listing.rows {
            html.push_str("<tr>");
            for cell in row {
                write!(html, "<td>{}</td>", escaped(&cell.replace('-', "−")))?;
            }
            html.push_str("</tr>");
        }
        write!(html, "</table><figcaption>{}</figcaption></figure>", escaped(&listing.name))?;
    }
    html.push_str("</div>");
    Ok(())
}

/// Curves over steps, with their names at the right.
fn plot(curves: &[Curve]) -> String {
    const WIDTH: f64 = 520.0;
    const HEIGHT: f64 = 200.0;
    const LABELS: f64 = 220.0;
    let numbers = || curves.iter().flat_map(|(_, values)| values).copied().filter(|value| value.is_finite());
    let (low, high) = numbers().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
    let steps = curves.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
    if steps < 2 || !low.is_finite() {
        return String::new();
    }
    let span = if high > low { high - low } else { 1.0 };
    let x = |step: usize| 40.0 + step as f64 / (steps - 1) as f64 * (WIDTH - 50.0);
    let y = |value: f64| 10.0 + (high - value) / span * (HEIGHT - 35.0);
    let mut svg = format!(
        "<svg viewBox=\"0 0 {} {HEIGHT}\" width=\"{}\" role=\"img\" font-size=\"11\" fill=\"currentColor\">\
         <text x=\"36\" y=\"{:.1}\" text-anchor=\"end\">{high:.3}</text>\
         <text x=\"36\" y=\"{:.1}\" text-anchor=\"end\">{low:.3}</text>\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">step {}</text>",
        WIDTH + LABELS,
        WIDTH + LABELS,
        y(high) + 4.0,
        y(low) + 4.0,
        x(steps - 1),
        HEIGHT - 6.0,
        steps - 1,
    );
    for (index, (name, values)) in curves.iter().enumerate() {
        let RGBColor(red, green, blue) = COLOURS[index % COLOURS.len()];
        let colour = format!("#{red:02X}{green:02X}{blue:02X}");
        let points: Vec<String> =
            values.iter().enumerate().map(|(step, &value)| format!("{:.1},{:.1}", x(step), y(value))).collect();
        let label = 16.0 + 16.0 * index as f64;
        svg += &format!(
            "<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{}\"/>\
             <text x=\"{:.1}\" y=\"{label:.1}\" fill=\"{colour}\">{}</text>",
            points.join(" "),
            WIDTH + 6.0,
            escaped(name),
        );
    }
    svg + "</svg>"
}
