//! Charts as pictures that the server draws: shapes with their places, and what each of them says. The table stands behind every one,
//! so that nobody needs the picture.

/// The height of a chart in its own units.
pub(super) const HEIGHT: i64 = 100;
/// The width of a bar with its gap.
const STEP: i64 = 10;

/// A picture.
#[derive(Clone, Debug)]
pub(crate) struct Chart {
    /// The width in its own units.
    pub(super) width: i64,
    /// Whether it is round and keeps its form.
    pub(super) is_ring: bool,
    /// Its shapes.
    pub(super) marks: Vec<Mark>,
    /// What its colours mean.
    pub(super) legend: Vec<(&'static str, String)>,
    /// What stands at the top of its scale; empty for a ring.
    pub(super) most: String,
    /// The first and the last day, of a chart over days.
    pub(super) ends: Option<(String, String)>,
}

/// A shape, in the colour of a letter.
#[derive(Clone, Debug)]
pub(crate) enum Mark {
    /// A bar: colour, place, size, and what it says.
    Bar(&'static str, i64, i64, i64, i64, String),
    /// A line through points.
    Line(&'static str, String),
    /// A part of a ring: colour, length and beginning in tenths of a percent, and what it says.
    Arc(&'static str, i64, i64, String),
}

impl Chart {
    /// Bars beside one another, each of some values on top of one another; with what each says.
    pub(super) fn bars(values: &[(Vec<i64>, String)], legend: Vec<String>, most: String, top: i64) -> Self {
        let top = top.max(1);
        let mut marks = Vec::new();
        let mut x = 0;
        for (parts, says) in values {
            let mut below = 0;
            for (colour, part) in parts.iter().enumerate().filter(|(_, part)| **part > 0) {
                let (from, to) = (below * HEIGHT / top, (below + part) * HEIGHT / top);
                // What is there can be seen.
                let height = (to - from).max(1);
                marks.push(Mark::Bar(
                    letter(colour),
                    x + 1,
                    HEIGHT - from - height,
                    STEP - 2,
                    height,
                    says.clone(),
                ));
                below += part;
            }
            x += STEP;
        }
        Self { width: x.max(STEP), is_ring: false, marks, legend: lettered(legend), most, ends: None }
    }

    /// The same chart over days from a first to a last one.
    pub(super) fn over(self, ends: Option<(String, String)>) -> Self {
        Self { ends, ..self }
    }

    /// Lines over the same days, from `low` to `high`; broken where a day has no value.
    pub(super) fn lines(
        series: &[Vec<Option<i64>>],
        legend: Vec<String>,
        low: i64,
        high: i64,
        most: String,
    ) -> Self {
        let range = (high - low).max(1);
        let longest = series.iter().map(Vec::len).max().unwrap_or_default();
        let width = i64::try_from(longest).unwrap_or(1).max(2) * STEP - STEP;
        let mut marks = Vec::new();
        for (index, values) in series.iter().enumerate() {
            let mut x = 0;
            for part in values.split(Option::is_none) {
                let mut points = Vec::new();
                for value in part.iter().flatten() {
                    let y = HEIGHT - (value.clamp(&low, &high) - low) * (HEIGHT - 4) / range - 2;
                    points.push((x, y));
                    x += STEP;
                }
                // One day alone is a line all the same.
                if let [(x, y)] = *points.as_slice() {
                    let beside = if x + STEP <= width { x + STEP } else { x - STEP / 2 };
                    points.push((beside, y));
                }
                if !points.is_empty() {
                    let points: Vec<_> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
                    marks.push(Mark::Line(letter(index), points.join(" ")));
                }
                // The day without a value.
                x += STEP;
            }
        }
        Self { width, is_ring: false, marks, legend: lettered(legend), most, ends: None }
    }

    /// A ring of parts with what each says.
    pub(super) fn ring(parts: &[(i64, String)]) -> Self {
        let whole: i64 = parts.iter().map(|(part, _)| part).sum();
        let mut from = 0;
        let mut marks = Vec::new();
        for (index, (part, says)) in parts.iter().enumerate().filter(|(_, (part, _))| *part > 0) {
            let length = domain::report::share(*part, whole);
            marks.push(Mark::Arc(letter(index), length, from, says.clone()));
            from += length;
        }
        let legend = parts.iter().map(|(_, says)| says.clone()).collect();
        let (legend, most) = (lettered(legend), String::new());
        Self { width: HEIGHT, is_ring: true, marks, legend, most, ends: None }
    }
}

fn lettered(legend: Vec<String>) -> Vec<(&'static str, String)> {
    legend.into_iter().enumerate().map(|(index, label)| (letter(index), label)).collect()
}

/// The colour of a place; the last for all that is beyond.
fn letter(index: usize) -> &'static str {
    ["a", "b", "c", "d", "e", "f"].get(index).copied().unwrap_or("g")
}

#[cfg(test)]
#[allow(clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    /// bars stand on one another within the picture, and what is little is seen all the same.
    #[test]
    fn bars_stay_within_the_picture() {
        let values =
            [(vec![900, 100], "a".to_owned()), (vec![1, 0], "b".to_owned()), (vec![], "c".to_owned())];
        let chart = Chart::bars(&values, vec!["x".to_owned(), "y".to_owned()], "1000".to_owned(), 1000);
        let bars: Vec<_> = chart
            .marks
            .iter()
            .map(|mark| match mark {
                Mark::Bar(colour, x, y, width, height, _) => (*colour, *x, *y, *width, *height),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(bars, [("a", 1, 10, 8, 90), ("b", 1, 0, 8, 10), ("a", 11, 99, 8, 1)]);
        assert_eq!(chart.width, 30);
    }

    /// lines go from the lowest to the highest value, break where there is none, and one day is a line too.
    #[test]
    fn lines_keep_to_their_scale() {
        let some = |values: &[i64]| values.iter().copied().map(Some).collect::<Vec<_>>();
        let gaps = vec![None, Some(0), Some(500), None, Some(1000)];
        let series = [some(&[0, 1000]), some(&[500]), gaps];
        let chart = Chart::lines(&series, Vec::new(), 0, 1000, String::new());
        let lines: Vec<_> = chart
            .marks
            .iter()
            .map(|mark| match mark {
                Mark::Line(_, points) => points.as_str(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(lines, ["0,98 10,2", "0,50 10,50", "10,98 20,50", "40,2 35,2"]);
    }
}
