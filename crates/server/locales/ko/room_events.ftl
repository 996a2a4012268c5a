# 회의실 이벤트: 불량 통화와 신고된 문제.

room-event = 회의실 이벤트
room-events = 회의실 이벤트
room-events-text = 회의실에서 감지되었지만 문제가 아닐 수도 있는 일: 불량 통화와 회의실에 있던 사람이 신고한 문제.
room-event-find = 회의실 또는 신고 내용 찾기
room-event-kind = 내용
room-event-poorCall = 불량 통화
room-event-reportedIssue = 회의실에서 신고된 문제
room-event-when = 시간
room-event-state = 상태
room-event-flagged-yes = 비정상으로 표시됨
room-event-flagged-no = 표시되지 않음
room-event-logs = 디바이스가 { $date }까지 로그를 보관합니다.
room-event-flag = 비정상으로 표시
room-event-flag-text = 이 이벤트가 있었던 회의실에 문제가 기록됩니다. 각 회의실은 티켓이 해결될 때까지 비정상입니다.
room-event-flag-help = 선택한 이벤트 수와 관계없이 회의실마다 티켓이 하나씩 생깁니다. 같은 문제에 속하는 다른 이벤트도 추가하세요.
room-event-none-chosen = 먼저 이벤트를 선택하세요.
room-events-none = 이벤트 없음
room-events-none-text = 볼 수 있는 회의실에 불량 통화나 신고된 문제가 없습니다.
room-events-count = 이벤트 { $shown }개
