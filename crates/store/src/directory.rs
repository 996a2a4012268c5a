//! Security groups and directory roles of an organization (decision 16).
