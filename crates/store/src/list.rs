//! Filters, orders and keyset pages of lists, rendered from the parsed query.
