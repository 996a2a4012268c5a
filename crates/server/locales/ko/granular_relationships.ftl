# Granular relationships: what partners ask for and customers approve.

granular-relationship = 세분화된 관계
granular-text = 고객이 조직의 그룹에 일정 기간 부여한 디렉터리 역할입니다. 고객의 전역 관리자가 허용한 경우에만 회의실에서 작업할 수 있습니다.
granular-find = 이름으로 관계 찾기
granular-any = 전체
granular-state-draft = 초안
granular-state-waiting = 승인 대기 중
granular-state-active = 시행 중
granular-state-ended = 종료됨
granular-none = 세분화된 관계가 없습니다
granular-none-text = 필요한 디렉터리 역할만 고객에게 요청하세요.
granular-new = 새 세분화된 관계
granular-form-text = 확정하고 링크를 보내기 전까지 고객에게 보이지 않는 초안입니다.
granular-edit = 초안 편집
granular-name-help = 고객도 볼 수 있습니다. 문자, 숫자, 대시, 밑줄만 사용하며 중복될 수 없습니다.
granular-customer = 고객의 테넌트 ID
granular-customer-help = 입력하면 이 조직만 승인할 수 있습니다. 비워 두면 링크를 받은 조직이 승인할 수 있습니다.
granular-duration = 기간(일)
granular-extends = 자동 연장
granular-extends-choice = 종료 시 180일씩 계속 연장
granular-extends-help = 전역 관리자가 있으면 사용할 수 없습니다. 나중에 양쪽 모두 변경할 수 있습니다.
granular-roles = 디렉터리 역할
granular-roles-help = 작업에 필요한 최소한만 요청하세요. 고객은 전부 승인하거나 전부 거부합니다.
granular-opens-people = 고객 디렉터리에서 사용자를 조회합니다
granular-opens-people-own = 디렉터리에서 사용자를 조회합니다
granular-opens-rooms = 고객이 허용하면 고객의 회의실에서 작업
granular-opens-rooms-own = 조직의 전역 관리자가 허용하면 회의실에서 작업
granular-opens-nothing = Steward에서는 아무 권한도 주지 않습니다
granular-roles-rest = Steward에서 아무것도 열지 않는 역할 { $shown }개 더
granular-ends = 종료
granular-not-yet = 아직 없음
granular-whoever = 링크를 받은 조직
granular-drafted = 초안 작성
granular-extension-several = 선택한 관계의 연장
granular-extension-on = 자동 연장 켜기
granular-extension-on-question = { $name }을(를) 자동으로 연장하시겠습니까?
granular-extension-on-text = 종료 시 한쪽이 끄거나 종료할 때까지 180일씩 계속 연장됩니다.
granular-extension-off = 자동 연장 끄기
granular-extension-off-question = { $name }을(를) 종료일에 종료하시겠습니까?
granular-extension-off-text = 관계가 마지막 날에 종료됩니다. 30일, 7일, 1일 전에 양쪽에 알립니다.
granular-finalize = 확정
granular-finalize-question = { $name }을(를) 확정하시겠습니까?
granular-finalize-text = 이후에는 변경할 수 없습니다. 고객에게 보낼 링크가 제공되며 고객은 90일 안에 승인할 수 있습니다.
granular-discard = 초안 삭제
granular-discard-question = { $name }을(를) 삭제하시겠습니까?
granular-discard-text = 초안이 삭제됩니다. 고객은 본 적이 없습니다.
granular-end = 역할 제거
granular-end-question = { $name }을(를) 종료하시겠습니까?
granular-end-text = 파트너의 누구도 즉시 이 관계로 역할을 가질 수 없습니다. 되살릴 수 없으며 리셀러 관계와 구매 항목은 유지됩니다.
granular-message = 고객에게 보낼 메시지
granular-message-title = 고객에게 보낼 메시지
granular-message-text = 고객의 전역 관리자에게 보내세요. 내용은 바꿔도 되지만 링크는 유지하세요. 링크가 곧 요청입니다.
granular-draft-subject = { $partner }에서 디렉터리 역할을 요청합니다
granular-draft =
    안녕하세요.

    { $partner }에서 특정 디렉터리 역할로 도와드리고자 합니다. 조직의 전역 관리자로 이 링크를 열어 역할과 기간을 확인한 후 승인해 주세요.

    { $link }

    설정 > 파트너 관계에서 언제든지 종료할 수 있습니다.

    감사합니다.
    { $name }
granular-assign = 그룹에 할당
granular-assign-text = 그룹의 구성원과 그 안의 그룹 구성원이 고객에서 역할을 가집니다.
granular-assignments = 액세스 할당
granular-assignments-none = 그룹에 역할을 할당하기 전에는 아무도 권한을 갖지 않습니다.
granular-group = 보안 그룹
granular-group-gone = 삭제된 그룹
granular-find-group = 그룹 찾기
granular-groups-none = 그룹이 없습니다
granular-change = 변경
granular-change-of = { $name }의 역할 변경
granular-take = 회수
granular-take-of = { $name }의 권한 회수
granular-take-question = { $name }의 권한을 회수하시겠습니까?
granular-take-text = 그룹의 구성원은 즉시 이 관계로 아무 권한도 갖지 않습니다.
granular-status-created = 초안
granular-status-approvalPending = 승인 대기 중
granular-status-approved = 승인됨
granular-status-activating = 설정 중
granular-status-active = 시행 중
granular-status-expiring = 만료 중
granular-status-expired = 만료됨
granular-status-terminationRequested = 종료 중
granular-status-terminating = 종료 중
granular-status-terminated = 종료됨
granular-means-created = 초안입니다. 고객은 알지 못합니다.
granular-means-approvalPending = 링크를 보내세요. 90일 동안 응답이 없으면 요청이 사라집니다.
granular-means-approved = 고객이 승인했습니다. 곧 시행됩니다.
granular-means-activating = 곧 시행됩니다.
granular-means-active = 아래 그룹의 구성원이 고객에서 이 역할을 가집니다.
granular-means-expiring = 기간이 끝났습니다. 아무도 권한을 갖지 않습니다.
granular-means-expired = 기간이 끝났습니다. 되살릴 수 없으며 1년 동안 표시됩니다.
granular-means-terminationRequested = 한쪽이 종료했습니다. 아무도 권한을 갖지 않습니다.
granular-means-terminating = 한쪽이 종료했습니다. 아무도 권한을 갖지 않습니다.
granular-means-terminated = 한쪽이 종료했습니다. 되살릴 수 없으며 1년 동안 표시됩니다.
granular-assignment-pending = 설정 중
granular-assignment-active = 시행 중
granular-assignment-deleting = 회수 중
granular-assignment-deleted = 종료됨
granular-assignment-error = 그룹 없음
granular-done-drafted = 초안을 저장했습니다
granular-done-saved = 초안을 저장했습니다
granular-done-discarded = 초안을 삭제했습니다
granular-done-finalized = 관계를 확정했습니다
granular-done-agreed = 동의했습니다. 고객에게 링크를 보내세요.
granular-done-rejected = 거부했습니다. 고객에게는 아무것도 요청되지 않습니다.
granular-agree = 동의
granular-agree-question = { $name }에 동의할까요?
granular-agree-text = 이 관계는 귀사의 것입니다. 동의한 후 링크를 보내면 고객이 승인할 수 있습니다.
granular-reject = 거부
granular-reject-question = { $name }을(를) 거부할까요?
granular-reject-text = 그러면 종료되며 고객이 승인할 수 없습니다.
granular-prepared-waits = { $name }에서 이 관계를 준비했습니다. 동의하기 전에는 고객이 승인할 수 없습니다.
granular-prepared-by = 준비한 파트너
granular-prepare = 관리 관계 요청
granular-prepare-for = 관리 관계 요청: { $name }
granular-prepare-text = 이 관계는 귀사가 아니라 리셀러의 것입니다. 리셀러가 동의하거나 거부하며, 동의한 후에만 고객이 승인할 수 있습니다.
granular-done-extension = 연장을 변경했습니다
granular-done-ended = 관계를 종료했습니다
granular-done-assigned = 역할을 할당했습니다
granular-done-changed = 역할을 변경했습니다
granular-done-taken = 할당을 회수했습니다
granular-done-approved = 관계를 승인했습니다
granular-done-declined = 요청을 거절했습니다
granular-soon = 관계가 곧 시행됩니다. 그때까지 파트너의 누구도 이를 통해 아무것도 보유하지 않습니다.
granular-granted-text = 조직이 파트너에게 일정 기간 부여한 디렉터리 역할과 보유자입니다.
granular-granted-find = 파트너 또는 이름으로 찾기
granular-granted-none-text = 조직의 전역 관리자가 파트너의 링크를 열어 승인하면 시작됩니다.
granular-approved-by = 승인자
granular-holders = 보유자
granular-holders-none = 아직 없습니다. 파트너가 역할을 그룹에 할당하지 않았습니다.
granular-approve-title = { $partner }에서 디렉터리 역할을 요청합니다
granular-approve-extends = 이후 180일씩 계속 자동 연장됩니다.
granular-approve-who = { $partner }의 그룹이 역할을 가집니다. 구성원은 { $partner }에서 정하며 여기에서 확인할 수 있습니다.
granular-approve-never = 역할, 애플리케이션, 파트너에는 접근할 수 없습니다. 회의실도 조직의 전역 관리자가 허용하지 않는 한 접근할 수 없습니다.
granular-approve-until = { $date }까지 승인할 수 있으며, 이후 요청은 사라집니다.
granular-approve-end = 설정 > 파트너 관계에서 언제든지 종료할 수 있습니다.
granular-approve = 모두 승인
granular-decline-question = { $name }을(를) 거절할까요?
granular-decline-text = 아무것도 시작되지 않으며 더 이상 아무도 승인할 수 없습니다. { $partner }에는 거절되었음이 표시되며, 다시 요청할 수 있습니다.
granular-approved-already = 조직에서 이미 응답했습니다
granular-days = { $count ->
   *[other] { $shown }일
  }
granular-approve-days = { $count ->
   *[other] 승인 후 { $shown }일 동안 유지됩니다.
  }
