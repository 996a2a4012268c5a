# 디렉터리: 사용자, 보안 그룹, 디렉터리 역할.

directory-count = { $count ->
   *[other] { $shown }개
  }
directory-first-page = 첫 페이지
directory-saved = 저장했습니다.
directory-added = 추가했습니다.
directory-removed = 제거했습니다.
directory-deleted = 삭제했습니다.
directory-add-to = { $name }에 추가
directory-find-principal = 사용자 및 그룹 찾기
directory-choose-principal = 사용자 또는 보안 그룹 선택
directory-first-twenty = 처음 20개가 표시됩니다. 검색하여 좁히세요.
directory-group = 보안 그룹
directory-roles-text = 조직 전체에 대한 역할입니다. 전역 관리자만 부여하고 회수합니다.
directory-role-text-global-administrator = 이 조직의 모든 것: 사용자, 그룹, 역할, 회의실, 설정, 파트너.
directory-role-text-managed-service-administrator = 회의실, 설정, 파트너의 모든 것. 사용자, 그룹, 디렉터리 역할은 제외.
directory-role-text-teams-administrator = 회의실, 설정, 파트너에 대한 모든 권한.
directory-role-text-teams-devices-administrator = 회의실과 설정에 대한 모든 권한. 역할과 파트너는 제외됩니다.
directory-role-text-global-reader = 회의실, 그룹, 역할을 보기만 하고 변경하지 않습니다.
directory-role-text-user-management-administrator = 여기나 고객에서 권한을 갖거나 부여하지 않는 조직의 사용자와 보안 그룹을 관리합니다. 역할을 부여하지 않으며 회의실에 접근하지 못합니다. 파트너에만 있습니다.
directory-role-nobody = 이 역할을 직접 가진 사용자가 없습니다.
directory-role-take-question = { $name }에게서 { $role } 역할을 회수할까요?
directory-role-take-text = 보안 그룹을 통해서도 가진 역할은 그대로 유지됩니다.
members = 구성원
members-none = 아직 이 그룹에 아무도 없습니다.
members-through-groups = 다른 그룹을 통한 구성원
members-through-groups-text = 구성원 그룹에 속해 있어 이 그룹에 포함된 사용자입니다.
member-add = 구성원 추가
member-remove-named = { $name } 제거
security-groups-text = 사용자 그룹입니다. 그룹에 부여한 역할은 그룹의 모든 사람이 갖습니다.
security-groups-find = 보안 그룹 찾기
security-groups-none = 아직 보안 그룹이 없습니다
security-groups-none-text = 같은 일을 하는 사람을 그룹에 넣고 그룹에 역할을 부여하세요.
security-group-add = 보안 그룹 추가
security-group-edit = 보안 그룹 편집
security-group-within = 이 그룹이 속한 그룹
security-group-delete-text = 그룹이 가진 것을 구성원이 잃습니다. 사용자 자체는 남습니다.
security-group-effect = { $count ->
    [0] 그룹에 아무도 없습니다.
   *[other] { $shown }명이 그룹이 가진 것을 잃습니다.
  }
users-text = 여기에 로그인할 수 있는 조직의 사용자입니다.
users-find = 사용자 찾기
user-add = 사용자 추가
user-edit = 사용자 편집
user-record = 기본 정보
user-state = 상태
user-enabled = 사용
user-disabled = 사용 안 함
user-last-sign-in = 마지막 로그인
user-created = 추가된 날짜
user-domains = 계정 이름은 확인된 도메인 중 하나로 끝납니다: { $domains }.
user-enable = 사용 설정
user-disable = 사용 중지
user-was-enabled = 사용자를 사용 설정했습니다.
user-was-disabled = 사용자를 사용 중지했습니다. 모든 세션이 종료되었습니다.
user-disable-question = { $name }을(를) 사용 중지할까요?
user-disable-text = 다시 사용 설정할 때까지 모든 권한을 잃고 로그인할 수 없습니다. 역할과 구성원 자격은 유지됩니다.
user-delete-question = { $name }을(를) 삭제할까요?
user-delete-text = 이 조직과 고객에서의 모든 역할 및 구성원 자격과 함께 삭제됩니다. 되돌릴 수 없습니다.
user-ends-at-once = 즉시 적용됩니다
user-effects = 일어나는 일
user-effect-sessions = { $count ->
    [0] 로그인되어 있지 않습니다.
   *[other] 세션 { $shown }개가 종료됩니다.
  }
user-effect-customer = { $customer }의 주 관리자입니다. 그곳에서 조치할 사람이 더 없으면 고객과 테넌트 담당자에게 경고합니다.
user-link = 암호 설정 링크
user-link-make = 새 암호 링크
user-link-once = 이 링크는 한 번만 표시됩니다
user-link-text = 믿을 수 있는 경로로 본인에게 전달하세요. 24시간 동안 한 번만 쓸 수 있습니다. 이전 링크는 더 이상 작동하지 않습니다.
user-password-set = 설정됨
user-password-none = 아직 설정되지 않음
user-no-roles = 직접 가진 디렉터리 역할이 없습니다.
user-no-groups = 속한 보안 그룹이 없습니다.
user-no-sessions = 로그인되어 있지 않습니다.
user-end-sessions = 모든 세션 종료
user-sessions-ended = 세션이 종료되었습니다.

## 디렉터리와 파트너 자격에 관한 알림.

notice-administrator-link-made = 운영자가 { $account }의 관리자 링크를 만들었습니다. { $opens }에 열립니다.
notice-partner-capability-on = 조직이 다시 파트너가 되었습니다. 일시 중단된 파트너 연결이 다시 작동합니다.
notice-partner-capability-off = 조직이 더 이상 파트너가 아닙니다. 고객과의 파트너 연결이 일시 중단되고 보류 중인 초대가 철회되었습니다.
notice-invitation-withdrawn = { $domain }에 보낸 초대가 철회되었습니다. 해당 조직이 더 이상 파트너가 아니거나 이 도메인을 갖고 있지 않습니다.
notice-link-suspended = { $partner }은(는) 더 이상 이 서버의 파트너가 아닙니다. 회의실 액세스가 일시 중단되었습니다.
notice-link-resumed = { $partner }이(가) 다시 이 서버의 파트너가 되었습니다. 회의실 액세스가 다시 작동합니다.
agent-admin-agent = 관리 에이전트
agent-helpdesk-agent = 기술 지원팀 에이전트
agent-sales-agent = 판매 에이전트
agent-help-admin-agent = 구성원은 고객에게 리셀러 관계를 요청하며, 위임된 관리자 권한을 부여한 고객의 전역 관리자입니다.
agent-help-helpdesk-agent = 구성원은 고객을 조회하며, 위임된 관리자 권한을 부여한 고객의 기술 지원팀 관리자입니다.
agent-help-sales-agent = 구성원은 고객을 조회하고 리셀러 관계를 요청합니다.
