# 전자 메일: 메시지의 내용, 그리고 받을지 여부와 시간을 선택하는 곳.

mail = 전자 메일
mail-not-sent = 이 서버는 전자 메일을 보내지 않습니다. 운영자가 메일 서버를 설정하지 않았습니다.
assignment-mail-legend = 전자 메일
assignment-mail-choice = 구성원에게 전자 메일 보내기
assignment-mail-help = 이 회의실의 티켓을 알립니다. 본인이 달리 선택하지 않으면 위험 및 중요 티켓은 즉시, 나머지는 하루에 한 번 알립니다.
assignment-mail-on = 구성원이 이 회의실에 대한 전자 메일을 받습니다.
account-mail-text = 할당에서 전자 메일을 보내도록 설정된 역할의 회의실에 대한 메일을 받으며, 관리자인 경우 알림도 메일로 받습니다.
account-mail-choice = 나에게 전자 메일 보내기
account-mail-given = 다른 사람이 나를 티켓 담당자로 지정하면 알림
account-mail-at-once = 즉시 알림
account-mail-in-digest = 일일 요약으로 알림
account-mail-in-digest-help = 요약에는 즉시 알리지 않는 티켓 중 이 심각도 이상이 포함됩니다.
account-mail-from-critical = 위험 티켓
account-mail-from-important = 중요 이상 티켓
account-mail-from-warning = 경고 이상 티켓
account-mail-from-recommended = 모든 티켓
account-mail-from-none = 알리지 않음
account-mail-customers-help = 아무것도 선택하지 않으면 내가 볼 수 있는 모든 고객의 티켓을 알립니다.
assignment-mail-save = 이 설정 저장
account-mail-digest = 일일 요약 시간
account-mail-digest-help = 내 표준 시간대를 기준으로 하루에 한 번 한 메시지로 옵니다.
account-mail-quiet = 방해 금지 시간
account-mail-quiet-help = 이 시간에는 아무것도 보내지 않으며, 그동안 생긴 일은 시간이 끝나면 보냅니다.
account-mail-quiet-from = 시작
account-mail-quiet-until = 끝
account-mail-never = 없음
account-mail-saved = 전자 메일 설정을 저장했습니다.
mail-occasion-ticketOpened = 새 티켓
mail-occasion-ticketReactivated = 다시 발생
mail-occasion-ticketRaised = 중요로 올라감
mail-occasion-issueRecorded = 문제 기록됨
mail-occasion-ticketResolved = 해결됨
mail-occasion-ticketClosed = 닫힘
mail-occasion-ticketGiven = 담당자로 지정됨
mail-subject-own = { $occasion }: { $title }, { $room }
mail-subject-customer = { $occasion }: { $title }, { $room } · { $customer }
mail-subject-rooms = { $title }: 회의실 { $shown }개
mail-subject-many = 티켓 { $shown }개
mail-subject-given = 티켓 { $shown }개의 담당자로 지정됨
mail-subject-digest = 일일 요약: 티켓 { $shown }개
mail-subject-notices = 알림 { $shown }개
mail-more = 그 밖의 티켓 { $shown }개:
mail-footer-rooms = 내 역할 중 하나가 해당 회의실에 대한 전자 메일을 보내도록 설정되어 이 메일을 받았습니다. 받는 시간을 선택하거나 끄려면: { $address }
mail-footer-given = 다른 사람이 나를 티켓 담당자로 지정하여 이 메일을 받았습니다. 받을지 여부와 시간을 선택하려면: { $address }
mail-footer-notices = Steward의 알림을 받는 사용자이므로 이 메일을 받았습니다. 받는 시간을 선택하거나 끄려면: { $address }
mail-subject-report = { $report }: { $about }
mail-report-more = 나머지 { $shown }행은 여기에 있습니다:
mail-footer-report = 이 보고서를 전자 메일로 받도록 설정하셨기 때문에 보내 드립니다. 변경, 일시 중지, 종료: { $address }
mail-footer-shared-report = { $organization }의 { $sender } 님이 이 보고서를 보내도록 설정했기 때문에 보내 드립니다. 다른 사람이 보내는 보고서 확인 및 중지: { $address }
mail-subject-invitation = { $organization }: 조직 설정
mail-invitation =
    안녕하세요.

    { $partner }({ $domain })이(가) Steward에 { $organization } 조직을 추가하고 귀하를 첫 관리자로 지정했습니다.

    계정은 { $account }입니다. 다음 링크를 열어 암호를 설정하세요. 링크는 24시간 동안 유효하며 파트너는 볼 수 없습니다.

    { $link }

    조직은 귀하의 것입니다. { $partner }이(가) 관계를 요청하고 있습니다. 설정 > 파트너 관계에서 수락하거나 거절하세요. 수락할 때까지 { $partner }은(는) 조직에서 아무것도 할 수 없습니다.

    { $partner }을(를) 모르는 경우 아무것도 하지 마세요.
mail-footer-invitation = 파트너가 Steward에 귀하의 주소를 알려 주었기 때문에 이 메일을 받았습니다.
# Mail routes: which team is told of which tickets.
mail-routes-text-own = 내 회의실의 어떤 티켓을 어느 팀에 전자 메일로 알릴지 정합니다.
mail-routes-text-customers = 고객의 어떤 티켓을 어느 팀에 전자 메일로 알릴지 정합니다.
mail-routes-who = 알릴 수 있는 사람은 할당의 전자 메일 설정이 정합니다. 경로에 해당하는 티켓은 그중 팀 구성원에게만 알리며, 알릴 수 있는 구성원이 없으면 나머지 모두에게 알립니다.
mail-routes-none = 경로 없음
mail-routes-none-text = 할당에서 전자 메일을 보내도록 설정된 모든 사람에게 해당 회의실을 알립니다. 일부 티켓을 한 팀으로 보내려면 경로를 만드세요.
mail-route-new = 새 경로
mail-route-edit = 경로 편집
mail-route-team = 팀
mail-route-team-help = 조직의 보안 그룹입니다. 그 안에 있는 그룹의 구성원도 포함됩니다.
mail-route-customers-help = 아무것도 선택하지 않으면 모든 고객의 티켓이 대상입니다.
mail-route-customers-none = 볼 수 있는 고객이 없어 여기서 선택할 고객이 없습니다. 이 경로는 모든 고객의 티켓에 적용됩니다. 고객을 담당하는 사람이 일부 고객으로 제한할 수 있습니다.
mail-route-customers-stay = 볼 수 있는 고객이 없어 여기서 선택할 고객이 없습니다. 이 경로는 이미 선택된 고객으로 계속 제한됩니다.
mail-route-delete = 이 경로를 삭제할까요?
mail-route-delete-named = { $team } 팀으로 가는 경로 삭제
mail-route-delete-text = 이 티켓을 알릴 수 있는 모든 사람에게 다시 알립니다.
mail-route-deleted = 경로를 삭제했습니다.
