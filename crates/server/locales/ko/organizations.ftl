# 운영자 페이지: 조직과 서버 상태.

organizations-text = 이 서버에 회의실이나 사용자가 있는 모든 조직입니다. 내용이 아니라 수치만 표시됩니다.
organizations-figures-only = 이 조직의 수치만 표시되며 회의실, 사용자, 로그는 표시되지 않습니다. 여기에서 변경한 내용은 해당 조직의 로그에 기록됩니다.
organizations-new = 새 조직
organizations-new-text = 도메인을 추가하기 전에 해당 조직의 소유인지 확인하세요.
organizations-make = 조직 만들기
organizations-made = { $name } 조직을 만들었습니다
organizations-edit = { $name } 편집
organizations-edit-text = 언어와 표준 시간대는 앞으로 추가되는 사용자에게 적용되며, 개인이 선택한 설정은 바뀌지 않습니다.
organizations-find = 조직 찾기
organizations-find-by = 이름 또는 도메인
organizations-partner = 파트너 자격
organizations-partners = 파트너만
organizations-no-partners = 파트너 제외
organizations-domains = 도메인
organizations-domain = 도메인
organizations-country = 국가
organizations-country-help = KR과 같은 두 글자 코드입니다.
organizations-language = 언어
organizations-time-zone = 표준 시간대
organizations-time-zone-help = 예: Asia/Seoul
organizations-people = 사용자
organizations-rooms = 회의실
organizations-links = 파트너 연결
organizations-created = 만든 날짜
organizations-identifier = 식별자
organizations-runs-server = 이 서버를 운영
organizations-record = 기본 정보
organizations-figures = 수치
organizations-on = 켜짐
organizations-off = 꺼짐
organizations-count = { $count ->
   *[other] 조직 { $shown }개
  }
organizations-domains-text = 사용자는 이 도메인으로 로그인하며, 파트너로 초대받을 때도 이 도메인을 사용합니다.
organizations-domains-help = 한 줄에 하나씩 입력하세요(예: contoso.example). 도메인은 한 조직에만 속할 수 있습니다.
organizations-domain-new = 다른 도메인
organizations-domain-help = 먼저 해당 조직의 소유인지 확인하세요.
organizations-domain-add = 도메인 추가
organizations-domain-remove = { $name }에서 { $domain } 도메인을 제거하시겠습니까?
organizations-domain-remove-do = 도메인 제거
organizations-domain-in-use = 이 도메인의 계정 이름을 사용하는 사용자가 있어 변경되지 않았습니다. 먼저 계정 이름을 바꾸거나 사용자를 삭제해야 합니다.
organizations-domain-remove-people = 이 도메인의 계정 이름을 사용하는 사용자가 없을 때만 제거할 수 있습니다.
organizations-domain-remove-invitations = 이 도메인으로 보낸, 응답을 기다리는 초대가 철회되고 고객에게 알림이 전송됩니다.
organizations-domain-remove-links = 기존 파트너 연결은 그대로 유지됩니다.
organizations-what-happens = 적용되는 내용
organizations-first-administrator = 첫 번째 관리자
organizations-first-administrator-help = 이 사용자는 전역 관리자가 되며 암호를 설정할 일회용 링크를 받습니다.
organizations-link-for = { $account }의 일회용 링크
organizations-link-text = 지금 한 번만 표시됩니다. 신뢰할 수 있는 방법으로 전달하세요. 링크를 여는 사람이 암호를 설정하며, 한 번만 사용할 수 있습니다.
organizations-link-opens = 링크는 { $time }부터 사용할 수 있습니다.
organizations-link-told = 조직의 관리자가 로그인할 수 있으므로 관리자에게 알렸습니다. 그때까지 이의를 제기할 수 있습니다.
organizations-link-done = 조직으로 이동
organizations-partner-text = 파트너는 고객의 초대를 받아 고객의 회의실을 관리합니다. 자격이 없으면 아무도 이 조직을 초대할 수 없습니다.
organizations-partner-on = 켜기
organizations-partner-off = 끄기
organizations-partner-on-title = { $name }의 파트너 자격을 켜시겠습니까?
organizations-partner-off-title = { $name }의 파트너 자격을 끄시겠습니까?
organizations-partner-on-invited = 고객이 도메인으로 이 조직을 초대할 수 있습니다.
organizations-partner-on-links = 일시 중단된 고객과의 파트너 연결이 이전 회의실 범위 그대로 즉시 재개됩니다.
organizations-partner-on-told = 이 조직과 관련 고객의 관리자에게 알림이 전송됩니다.
organizations-partner-off-links = 고객과의 모든 파트너 연결이 일시 중단되고, 이 조직의 사용자는 즉시 모든 권한을 잃습니다.
organizations-partner-off-invitations = 응답을 기다리는 초대가 철회됩니다.
organizations-partner-off-told = 이 조직과 관련 고객의 관리자에게 알림이 전송됩니다.
organizations-partner-off-undone = 다시 켜면 일시 중단된 파트너 연결은 재개되지만 철회된 초대는 복원되지 않습니다.
organizations-links-now = { $count ->
   *[other] 이 조직은 현재 고객 또는 파트너로서 활성 파트너 연결 { $shown }개에 속해 있습니다.
  }
organizations-administrator-link = 관리자 링크
organizations-administrator-link-make = 링크 만들기
organizations-administrator-link-made = { $name }의 링크를 만들었습니다
organizations-administrator-link-text = 관리자가 더 이상 로그인할 수 없는 조직을 위한 것입니다. 로그인할 수 있는 관리자가 없으면 링크를 즉시 사용할 수 있고, 그렇지 않으면 24시간 후에 열리며 관리자에게 알림이 전송됩니다.
organizations-administrator-account-help = 조직의 전역 관리자이거나 조직 도메인의 새 사용자여야 합니다. 이미 계정이 있는 다른 사용자는 이 방법으로 관리자가 될 수 없습니다.
operator-health-text = 서버 전체의 수치입니다.
operator-health-partners = { $count ->
   *[other] 그중 파트너 { $shown }개
  }
operator-health-sessions = { $count ->
   *[other] 로그인된 브라우저 { $shown }개
  }
operator-health-heard = { $count ->
   *[other] 그중 { $shown }개가 최근 몇 분 안에 보고함
  }
operator-health-pending = { $count ->
   *[other] 응답을 기다리는 초대 { $shown }건
  }
operator-health-last-report = 디바이스의 마지막 보고
