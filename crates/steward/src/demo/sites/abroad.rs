//! The floors of smaller customers in other countries.

use super::{
    Estate, Site,
    small::{ESTATE, SITE},
};

const TREES2: &[&str] = &["Maple", "Birch"];
const TREES3: &[&str] = &["Oak", "Cedar", "Willow"];
const PEAKS3: &[&str] = &["Rainier", "Hood", "Baker"];
const RIVERS2: &[&str] = &["Bend", "Delta"];
const STARS2: &[&str] = &["Vega", "Altair"];
const FLOWERS_KO: &[&str] = &["동백", "목련", "국화"];
const FLOWERS_JA: &[&str] = &["椿", "桔梗", "菫"];
const FLOWERS_ZH: &[&str] = &["梅", "蘭", "竹"];
const RIVERS_RU: &[&str] = &["Мойка", "Фонтанка", "Охта"];

/// Their rooms.
pub(super) static ABROAD: [Estate; 11] = [
    Estate {
        organization: "humongous",
        sites: &[Site {
            code: "YOW",
            country: "Canada",
            city: "Ottawa",
            building: "160 Elgin Street",
            zone: "America/Toronto",
            at: ("45.4196", "-75.6927"),
            floors: &[1],
            names: TREES3,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "vanarsdel",
        sites: &[Site {
            code: "YVR",
            country: "Canada",
            city: "Vancouver",
            building: "1055 Dunsmuir Street",
            zone: "America/Vancouver",
            at: ("49.2860", "-123.1200"),
            floors: &[2],
            names: PEAKS3,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "grandriver",
        sites: &[Site {
            code: "YWG",
            country: "Canada",
            city: "Winnipeg",
            building: "201 Portage Avenue",
            zone: "America/Winnipeg",
            at: ("49.8951", "-97.1384"),
            floors: &[3],
            names: RIVERS2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "thames",
        sites: &[Site {
            code: "LHR",
            country: "United Kingdom",
            city: "Reading",
            building: "3 Forbury Place",
            zone: "Europe/London",
            at: ("51.4566", "-0.9665"),
            floors: &[4],
            names: TREES2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "coral",
        sites: &[Site {
            code: "BNE",
            country: "Australia",
            city: "Brisbane",
            building: "66 Eagle Street",
            zone: "Australia/Brisbane",
            at: ("-27.4690", "153.0300"),
            floors: &[5],
            names: STARS2,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "namsan",
        floor: "{floor}층",
        sites: &[Site {
            code: "ICN",
            country: "대한민국",
            city: "서울",
            building: "을지로 100",
            zone: "Asia/Seoul",
            at: ("37.5660", "126.9910"),
            floors: &[6],
            names: FLOWERS_KO,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "haeoreum",
        floor: "{floor}층",
        sites: &[Site {
            code: "PUS",
            country: "대한민국",
            city: "부산",
            building: "센텀중앙로 90",
            zone: "Asia/Seoul",
            at: ("35.1730", "129.1270"),
            floors: &[1],
            names: FLOWERS_KO,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "minato",
        floor: "{floor}階",
        sites: &[Site {
            code: "HND",
            country: "日本",
            city: "横浜",
            building: "みなとみらい2-2-1",
            zone: "Asia/Tokyo",
            at: ("35.4547", "139.6310"),
            floors: &[2],
            names: FLOWERS_JA,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "kitano",
        floor: "{floor}階",
        sites: &[Site {
            code: "UKB",
            country: "日本",
            city: "神戸",
            building: "三宮町1-9-1",
            zone: "Asia/Tokyo",
            at: ("34.6930", "135.1920"),
            floors: &[3],
            names: FLOWERS_JA,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "yushan",
        floor: "{floor} 樓",
        sites: &[Site {
            code: "RMQ",
            country: "台灣",
            city: "台中",
            building: "市政路 386 號",
            zone: "Asia/Taipei",
            at: ("24.1620", "120.6400"),
            floors: &[4],
            names: FLOWERS_ZH,
            ..SITE
        }],
        ..ESTATE
    },
    Estate {
        organization: "neva",
        floor: "Этаж {floor}",
        sites: &[Site {
            code: "LED",
            country: "Россия",
            city: "Санкт-Петербург",
            building: "Невский проспект, 88",
            zone: "Europe/Moscow",
            at: ("59.9320", "30.3550"),
            floors: &[5],
            names: RIVERS_RU,
            ..SITE
        }],
        ..ESTATE
    },
];
