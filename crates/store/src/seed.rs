//! Bulk seeding for demonstrations, benchmarks and tests: the same facts, feed rows and versions as a change would write.
