//! What roles allow, read from the published matrix and from the words of.

use domain::permission::Permission;

const MATRIX: &str = include_str!("../../domain/tests/permission-matrix.csv");

/// The directory roles of R-109; that of a Managed Service Administrator is the role of the matrix. That of R-420 is none in rooms.
pub(crate) const DIRECTORY: [&str; 6] = [
    "global_administrator",
    "managed_service_administrator",
    "teams_administrator",
    "teams_devices_administrator",
    "global_reader",
    "user_management_administrator",
];

/// The roles that contain a permission.
pub(crate) fn with(permission: Permission) -> impl Iterator<Item = &'static str> {
    let key = permission.key();
    let (area, what) = key.split_once('.').expect("an area");
    let heads = MATRIX.lines().next().expect("heads").split(',');
    let cells = MATRIX.lines().find(|line| line.split(',').next() == Some(key)).expect("a row").split(',');
    let of_matrix = heads.zip(cells).skip(3).filter(|(_, cell)| *cell == "1").map(|(role, _)| role);
    let is_site_lead = of_matrix.clone().any(|role| role == "site_lead");
    // groups to look at alone, and nothing of rings.
    let is_strict = is_site_lead && area != "ring" && (area != "group" || what == "view");
    let said = [
        ("site_lead/strict", is_strict),
        ("global_administrator", true),
        ("teams_administrator", true),
        ("teams_devices_administrator", area != "role"),
        ("global_reader", what == "view" && area != "settings"),
    ];
    of_matrix.chain(said.into_iter().filter(|(_, is)| *is).map(|(role, _)| role))
}
