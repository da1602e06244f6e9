//! A negotiation as a picture: particles over the exact marginal densities, and shares over the rounds.

use plotters::coord::Shift;
use plotters::prelude::*;

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// Drawing into memory fails only where a range is empty, which no figure of ours has.
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// What all panels share.
pub struct Figure {
    /// One line above everything.
    pub title: String,
    /// The ends of every coordinate.
    pub bounds: (f64, f64),
    /// Each peak's center.
    pub centers: Vec<Vec<f64>>,
    /// The exact mass of each mode.
    pub masses: Vec<f64>,
    /// Pairs of coordinates to look at, each with its marginal density.
    pub views: Vec<View>,
    /// One line of panels for each negotiation.
    pub rows: Vec<Panels>,
}

/// Two coordinates, and the density of the target there on a grid.
pub struct View {
    /// Across and up.
    pub coordinates: (usize, usize),
    /// Density at the middle of each cell, shape (cells, cells), the first coordinate slowest.
    pub density: Vec<f64>,
}

/// One negotiation.
pub struct Panels {
    /// What it is.
    pub title: String,
    /// Where the particles are, each with the number of the peak that it is under.
    pub particles: Vec<(Vec<f64>, usize)>,
    /// The share of each mode after each round, from the start.
    pub history: Vec<Vec<f64>>,
}

/// Colours that stay apart under the common colour vision deficiencies (Okabe and Ito), darkest contrast first.
pub(super) const COLOURS: [RGBColor; 8] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(86, 180, 233),
    RGBColor(230, 159, 0),
    RGBColor(120, 94, 0),
    RGBColor(0, 0, 0),
];
const PANEL: (u32, u32) = (380, 360);
const TITLE_HEIGHT: u32 = 44;
const FONT: &str = "sans-serif";
const SYMBOL_SIZE: i32 = 5;

impl Figure {
    /// The picture, as SVG.
    pub fn svg(&self) -> String {
        let columns = self.views.len() + 1;
        let size = (PANEL.0 * columns as u32, TITLE_HEIGHT + PANEL.1 * self.rows.len() as u32);
        let mut text = String::new();
        {
            let root = SVGBackend::with_string(&mut text, size).into_drawing_area();
            self.draw(&root, columns).expect("the ranges of a figure are not empty");
        }
        text
    }

    fn draw(&self, root: &Area<'_>, columns: usize) -> Drawn {
        root.fill(&WHITE)?;
        let (heading, body) = root.split_vertically(TITLE_HEIGHT);
        heading.draw_text(&self.title, &TextStyle::from((FONT, 18)).color(&BLACK), (16, 14))?;
        let areas = body.split_evenly((self.rows.len(), columns));
        for (row, areas) in self.rows.iter().zip(areas.chunks_exact(columns)) {
            for (view, area) in self.views.iter().zip(areas) {
                self.scatter(area, row, view)?;
            }
            self.shares(&areas[columns - 1], row)?;
        }
        root.present()
    }

    /// Particles over the marginal density; a cross at each center.
    fn scatter(&self, area: &Area<'_>, row: &Panels, view: &View) -> Drawn {
        let ((low, high), (x, y)) = (self.bounds, view.coordinates);
        let mut chart = ChartBuilder::on(area)
            .caption(&row.title, (FONT, 15))
            .margin(10)
            .x_label_area_size(38)
            .y_label_area_size(48)
            .build_cartesian_2d(low..high, low..high)?;
        let cells = view.density.len().isqrt();
        let largest = view.density.iter().fold(f64::MIN_POSITIVE, |largest, density| largest.max(*density));
        let edge = |index: usize| low + (high - low) * index as f64 / cells as f64;
        chart.draw_series(view.density.iter().enumerate().filter(|(_, density)| **density > 0.004 * largest).map(
            |(cell, density)| {
                let (i, j) = (cell / cells, cell % cells);
                // The square root shows a tail that the eye would not see.
                let shade = 250 - (130.0 * (density / largest).sqrt()) as u8;
                Rectangle::new([(edge(i), edge(j)), (edge(i + 1), edge(j + 1))], RGBColor(shade, shade, shade).filled())
            },
        ))?;
        chart
            .configure_mesh()
            .disable_mesh()
            .x_desc(format!("action of agent {x}"))
            .y_desc(format!("action of agent {y}"))
            .label_style((FONT, 12))
            .axis_desc_style((FONT, 13))
            .draw()?;
        for (k, center) in self.centers.iter().enumerate() {
            let cross = Cross::new((center[x], center[y]), SYMBOL_SIZE + 2, BLACK.stroke_width(2));
            chart.draw_series([cross])?;
            let of_mode = row.particles.iter().filter(|(_, mode)| *mode == k).map(|(u, _)| (u[x], u[y]));
            let style = colour(k).mix(0.75).filled();
            if k % 2 == 0 {
                chart.draw_series(of_mode.map(|place| Circle::new(place, SYMBOL_SIZE - 1, style)))?;
            } else {
                chart.draw_series(of_mode.map(|place| TriangleMarker::new(place, SYMBOL_SIZE, style)))?;
            }
        }
        Ok(())
    }

    /// The share of each mode by rounds, its exact mass dashed.
    fn shares(&self, area: &Area<'_>, row: &Panels) -> Drawn {
        let last = (row.history.len() - 1).max(1);
        let mut chart = ChartBuilder::on(area)
            .caption("share of the particles", (FONT, 15))
            .margin(10)
            .x_label_area_size(38)
            .y_label_area_size(48)
            .build_cartesian_2d(0..last, 0.0..1.05)?;
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(BLACK.mix(0.1))
            .x_labels(6)
            .x_desc("round")
            .y_desc("share; dashed: exact mass")
            .label_style((FONT, 12))
            .axis_desc_style((FONT, 13))
            .draw()?;
        for (k, &mass) in self.masses.iter().enumerate() {
            let exact = [(0, mass), (last, mass)];
            chart.draw_series(DashedLineSeries::new(exact, 6, 4, colour(k).stroke_width(2)))?;
            let line = row.history.iter().enumerate().map(|(round, shares)| (round, shares[k]));
            let center: Vec<String> = self.centers[k].iter().map(ToString::to_string).collect();
            chart
                .draw_series(LineSeries::new(line, colour(k).stroke_width(2)))?
                .label(format!("mode ({})", center.join(", ")))
                .legend(move |(x, y)| Rectangle::new([(x, y - 2), (x + 16, y + 2)], colour(k).filled()));
        }
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::MiddleRight)
            .background_style(WHITE.mix(0.8))
            .label_font((FONT, 13))
            .draw()
    }
}

fn colour(mode: usize) -> RGBColor {
    COLOURS[mode % COLOURS.len()]
}
