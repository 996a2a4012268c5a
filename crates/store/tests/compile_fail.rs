//! What the types of storage and engine forbid does not compile (architecture §4, points 1 to 4).

/// R-085, decision 6: no read without a sight, no write without a permit and its event, each permit once.
#[test]
fn the_doors_cannot_be_walked_around() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
