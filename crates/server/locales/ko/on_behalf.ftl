# Work in the rooms of a customer on its behalf, and the customer's switch for it.

nav-on-behalf = 대리 작업
face-on-behalf = 고객의 회의실
on-behalf-text = 고객이 귀사에 위임한 디렉터리 역할로 회의실을 다룰 수 있는 고객입니다. 고객 자신의 포털에서 작업하며, 모든 일이 귀하의 이름으로 고객의 감사 로그에 남습니다.
on-behalf-none = 회의실 작업을 허용한 고객이 없습니다
on-behalf-none-text = 고객이 파트너 관계 페이지에서 귀사에 대해 이 기능을 켜면, 그곳에서 알맞은 디렉터리 역할을 가진 사람에게 여기에 표시됩니다.
on-behalf-roles = 역할
on-behalf-banner = { $customer }을(를) 대신하여 { $role } 역할로 작업 중입니다. 작업 내용이 고객의 감사 로그에 남습니다.
on-behalf-leave = 나가기
customer-rooms = 회의실
delegated-rooms = 위임을 통한 회의실
delegated-rooms-of = { $name }의 위임을 통한 회의실
delegated-rooms-none = 위임된 것이 없음
delegated-rooms-off = 꺼짐: 위임된 역할로 회의실을 열 수 없음
delegated-rooms-partly = 일부 관계만 회의실에서 작업할 수 있음
delegated-rooms-on = 켜짐: 위임된 역할로 회의실을 열 수 있음
delegated-rooms-text = 이 파트너에게 위임한 디렉터리 역할로 회의실까지 다루게 할 수 있습니다. 그러면 파트너 직원이 연결을 통한 권한과 별도로 귀사의 포털에서 작업합니다.
delegated-rooms-roles = 전역 관리자, Teams 관리자, Teams 디바이스 관리자는 파트너에게 허용된 범위에서 회의실, 그룹, 업데이트 링, 티켓을 다룹니다. 전역 읽기 권한자는 보기만 합니다. 다른 역할로는 회의실을 열 수 없습니다.
delegated-rooms-never = 역할, 설정, 파트너에 대한 제어는 귀사에만 남습니다.
delegated-rooms-link = 이 파트너와의 연결이 있으므로 그 연결의 회의실과 권한 안에 머뭅니다.
delegated-rooms-no-link = 이 파트너와의 연결이 없으므로 모든 회의실에 미칩니다.
delegated-rooms-later = 나중에 승인하는 관계와 복원하는 권한은 꺼진 상태로 시작합니다.
delegated-rooms-open = 위임된 역할로 회의실 열기 허용
delegated-rooms-close = 끄기
delegated-rooms-done-opened = 이제 위임된 역할로 회의실을 열 수 있습니다
delegated-rooms-done-closed = 이제 위임된 역할로 회의실을 열 수 없습니다
