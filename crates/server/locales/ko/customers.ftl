# Customers that buy from a partner, and the requests that ask for it.

customer = 고객
customers-text = 귀사에서 구매하는 조직입니다. 관리하는 회의실은 테넌트에 있습니다.
customers-find = 이름 또는 도메인으로 고객 찾기
customers-none = 아직 고객이 없습니다
customers-none-text = 고객의 전역 관리자가 요청을 수락하면 여기에 표시됩니다.
customers-done-ended = 리셀러 관계가 종료되었습니다
customer-domain = 기본 도메인
customer-country = 국가
customer-domains = 도메인
customer-people = 사용자
customer-people-of = { $name }의 사용자
customer-people-text = 고객이 위임한 디렉터리 역할로 조회합니다. 고객은 감사 로그에서 조회 사실을 확인할 수 있습니다.
customer-people-any = 사용 및 사용 안 함
customer-person-enabled = 사용
customer-services = 서비스
customer-services-text = 이 고객에 대한 서비스 관리 포털입니다. 각각 새 탭에서 열리며, 고객이 부여한 권한으로 로그인합니다.
customer-end = 관계 종료
customer-end-question = { $name }와(과)의 리셀러 관계를 종료하시겠습니까?
customer-end-text = 고객이 목록에서 사라지고 위임된 관리자 권한이 즉시 종료됩니다. 새 관계에는 고객의 동의가 다시 필요합니다. 고객이 파트너 연결로 관리를 맡긴 회의실은 그대로 유지됩니다.
relationship = 관계
relationship-reseller = 리셀러
customers-relationship-any = 모든 관계
customers-direct = 리셀러(직접)
customers-indirect = 리셀러(간접 리셀러 또는 공급자와 함께)
customers-granular = 시행 중인 세분화된 관계
customers-through = 간접 리셀러 또는 공급자
customers-through-any = 모든 리셀러와 공급자
customer-portals-of = { $name }의 포털
privileges = 위임된 관리자 권한
privileges-on = 위임됨
privileges-off = 위임 안 됨
privileges-on-text = AdminAgents는 그곳의 전역 관리자, HelpdeskAgents는 기술 지원팀 관리자입니다. 세분화된 관계로 그곳의 역할을 가진 사용자에게는 그 역할이 대신 적용됩니다. 고객의 전역 관리자가 허용한 경우에만 회의실에서 작업할 수 있습니다.
privileges-off-text = 없음. 고객의 국가, 도메인, 사용자는 표시되지 않습니다.
privileges-return = 권한 반환
privileges-return-question = { $name }의 위임된 관리자 권한을 반환하시겠습니까?
privileges-return-text = 즉시 귀사의 누구도 더 이상 고객을 대신해 작업할 수 없습니다. 리셀러 관계는 유지됩니다. 권한은 고객의 전역 관리자만 복원할 수 있습니다.
privileges-done-returned = 위임된 관리자 권한을 반환했습니다
requests = 관계 요청
requests-text = 각 요청은 고객에게 직접 보내는 링크입니다. 취소할 때까지 한 링크를 여러 고객이 사용할 수 있습니다.
requests-find = 만든 사람으로 찾기
requests-any = 열림 및 취소됨
requests-none = 아직 요청이 없습니다
requests-none-text = 요청을 만들고 링크를 고객의 전역 관리자에게 보내십시오.
requests-done-revoked = 요청을 취소했습니다
request-new = 리셀러 관계 요청
request-new-text = Steward가 개인 링크와 메시지 초안을 만듭니다. 보내는 것은 직접 하십시오.
request-privileges = 위임된 관리자 권한 포함
request-privileges-help = AdminAgents와 HelpdeskAgents의 구성원이 고객의 디렉터리에서 작업합니다. 판매만 하는 경우에는 제외하십시오.
request-privileges-off = 이 서버에서는 요청에 위임된 관리자 권한이 포함되지 않습니다.
request-make = 요청 만들기
request-made = 만든 날짜
request-by = 만든 사람
request-asks = 요청 내용
request-asks-reseller = 리셀러 관계
request-asks-privileges = 위임된 관리자 권한이 있는 리셀러 관계
request-accepted = 수락 수
request-open = 열림
request-revoked = 취소됨
request-revoke = 취소
request-revoke-of = { $made }의 요청 취소
request-revoke-question = 이 요청을 취소하시겠습니까?
request-revoke-text = 링크를 더 이상 아무도 사용할 수 없습니다. 이 링크로 시작된 관계는 유지됩니다.
request-draft-title = 고객에게 보낼 메시지
request-draft-text = 고객의 전역 관리자에게 보내십시오. 텍스트는 바꿔도 되지만 링크는 남겨 두십시오. 링크가 곧 요청입니다.
request-draft-message = 메시지
request-draft-help = 링크가 포함되어 있어야 합니다.
request-draft-update = 내 텍스트 사용
request-draft-edited = 메일 프로그램에 이 텍스트가 전달됩니다
request-link-kept = 링크가 없어 다시 추가했습니다
request-mail = 메일 프로그램에서 열기
request-done = 완료
request-draft-subject = { $partner }에서 리셀러 관계를 요청합니다
request-draft =
    안녕하세요.

    { $partner }에서 귀사의 리셀러가 되고자 합니다. 조직의 전역 관리자로 이 링크를 열어 요청 내용을 확인한 후 수락해 주십시오.

    { $link }

    감사합니다.
    { $name }
request-draft-privileges =
    안녕하세요.

    { $partner }에서 귀사의 리셀러가 되어 위임된 관리자 권한으로 서비스를 관리하고자 합니다. 조직의 전역 관리자로 이 링크를 열어 요청 내용을 확인한 후 수락해 주십시오.

    { $link }

    권한은 설정 > 파트너 관계에서 언제든지 회수할 수 있습니다.

    감사합니다.
    { $name }
added-customers = 추가한 고객
added-text = 추가한 조직과 각 조직의 답변입니다. 조직이 수락할 때까지는 직접 입력한 내용만 표시됩니다.
added-find = 이름 또는 도메인으로 찾기
added-any = 모든 상태
added-none = 추가한 고객 없음
added-none-text = 아직 여기에 조직이 없는 회사를 추가하세요. 다른 회사에는 관계 요청을 보내세요.
added-new = 고객 추가
added-new-text = Steward가 고객에게만 속하는 조직을 만들고 첫 관리자를 전자 메일로 초대합니다. 고객이 수락할 때까지 귀사는 그곳에서 아무 권한도 없습니다.
added-company = 회사 이름
added-label = 도메인 안의 이름
added-label-help = 영문자, 숫자, 하이픈. “contoso”를 입력하면 고객은 contoso.{ $domain } 도메인을 받고 관리자는 { $administrator }@contoso.{ $domain } 계정으로 로그인합니다.
added-administrator = 첫 관리자의 이름
added-mail = 첫 관리자의 전자 메일 주소
added-mail-help = 파트너의 주소가 아닌 고객의 주소여야 합니다. 초대장은 이 주소로만 전송되며 귀사는 링크를 볼 수 없습니다.
added-asks = 요청 내용
added-asks-help = 리셀러 관계는 항상 요청됩니다. 고객은 각각에 따로 답합니다.
added-granular = 기본 세분화된 관계도 요청
added-granular-help = 2년 동안의 디렉터리 역할입니다. 고객이 승인하면 보안 그룹에 할당하세요.
added-make = 추가하고 초대
added-at = 추가됨
added-invitation = 초대
added-invited = { $time } 전송됨
added-not-invited = 아직 전송되지 않음
added-invite = 다시 보내기
added-invite-of = { $name }의 초대장 다시 보내기
added-withdraw = 철회
added-withdraw-of = { $name } 철회
added-withdraw-question = { $name }에 대한 요청을 철회할까요?
added-withdraw-text = 더 이상 아무도 수락할 수 없습니다. 아무도 로그인한 적이 없으면 조직이 삭제되고 도메인을 다시 사용할 수 있습니다. 그렇지 않으면 조직은 남으며 고객에게 속합니다.
added-done = 고객이 추가되었고 관리자가 초대됩니다
added-done-withdrawn = 요청이 철회되었습니다
added-done-invited = 초대장을 다시 보냅니다
added-with-privileges = 위임된 관리자 권한 포함
added-with-granular = 기본 세분화된 관계 포함
added-state-waiting = 대기 중
added-state-accepted = 수락됨
added-state-declined = 거절됨
added-state-withdrawn = 철회됨
added-state-expired = 만료됨

# Customers in whose directories one holds a role.
customer-directories-text = 고객이 귀사에 위임한 디렉터리 역할을 귀하가 가지고 있는 고객입니다. 에이전트이든, 역할이 부여된 보안 그룹의 구성원이든 마찬가지입니다. 역할로 열 수 있는 것이 각 고객 옆에 표시됩니다.
customer-directories-none = 디렉터리를 열어 준 고객이 없습니다
customer-directories-none-text = 고객이 귀사에 디렉터리 역할을 위임하고, 사용자를 조회하는 역할이 귀하가 속한 보안 그룹에 부여되면 그 고객이 여기에 표시됩니다.
customer-directory-roles = 내 역할
customer-directory-opens = 열 수 있는 항목
