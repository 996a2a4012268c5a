//! Security groups and directory roles (decision 16).
