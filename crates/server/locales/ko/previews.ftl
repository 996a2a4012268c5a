# 변경하기 전에 보여 주는 변경의 영향.

preview-own = 귀하의 조직
preview-rights = { $rooms }에서 { $permissions }
preview-on-rooms = 회의실 { $shown }개
preview-more-people = 그 밖에 { $shown }명이 더 있습니다. 내보낸 파일에는 모두 들어 있습니다
preview-more-places = 그 밖에 고객 { $shown }곳이 더 있습니다. 내보낸 파일에는 모두 들어 있습니다
preview-export = 이 미리 보기 내보내기(CSV)
preview-whoever = { $domain } 측에서 수락하는 사람과 그 사람이 지정하는 각 주 관리자
preview-invitation-domain = { $domain }에서 누군가 수락하기 전에는 그쪽의 누구에게도 접근 권한이 없습니다. 수락하는 사람이 자기 조직의 사람 중에서 주 관리자를 지정하며, 각 주 관리자는 최대 다음까지 할 수 있고 그 이상을 넘겨줄 수 없습니다.
preview-invitation-named = 수락하기 전에는 지정한 사람들에게 접근 권한이 없습니다. 각자 수락하면 주 관리자가 되어 최대 다음까지 할 수 있고 그 이상을 넘겨줄 수 없습니다.
preview-acceptance = 회의실 이름은 수락한 뒤에 표시됩니다. 주 관리자를 선택하고 미리 보기를 누르면 누가 무엇을 얻는지 볼 수 있습니다.
member-add-question = { $group }에 { $member } 추가
member-remove-question = { $group }에서 { $member } 제거
member-review-text = 확인하는 즉시 사람들에게 다음과 같은 변화가 생깁니다.
role-members-access = 각 구성원이 할 수 있는 일:
preview-delegated = 위임으로 얻는 고객 쪽 디렉터리 역할
