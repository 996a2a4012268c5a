# 역할과 할당: 자신의 조직과 고객에서의 파트너.

role = 역할
roles-text = 기본 제공 역할은 고정되어 있습니다. 선택한 회의실에 대해 사용자와 보안 그룹에 할당합니다.
roles-assign = 역할 할당
roles-built-in = 기본 제공 역할
roles-permissions = 권한 { $shown }개
roles-members = 구성원 { $shown }명
roles-in-directory = 디렉터리에서 부여되며 항상 모든 회의실에 적용됩니다.
roles-unassigned = 할당되지 않음.
roles-partner-scope = 이 파트너의 회의실과 사용자
role-help-site-lead = 사이트의 회의실을 구성합니다. 그룹, 보고서, 티켓을 다룹니다.
role-help-site-tech = 선택한 회의실에서 작업합니다.
members-help = 이 조직의 사용자와 보안 그룹으로 하나 이상 필요합니다.
members-save = 구성원 저장
scope-save = 회의실 저장
roles-delete-question = 할당 종료: { $name }
roles-delete-text = 다음 구성원은 이 할당의 권한을 즉시 잃습니다.
customer-roles-text = 고객을 선택한 다음 이 조직에서 누가 담당할지 선택하세요.
customer-roles-choose = 고객 선택
customer-roles-choose-text = 선택하면 해당 고객의 역할과 조직에서 그 역할을 맡은 구성원이 여기에 표시됩니다.
customer-roles-scope = 할당된 관리자이며 고객이 선택한 연결의 모든 회의실에 적용됩니다.
customer-roles-empty = 고객 없음
customer-roles-empty-text = 역할을 볼 수 있는 고객의 역할만 표시됩니다.
