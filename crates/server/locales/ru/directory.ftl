# Каталог: пользователи, группы безопасности, роли каталога.

directory-count = { $count ->
    [one] { $shown } запись
    [few] { $shown } записи
    [many] { $shown } записей
   *[other] { $shown } записи
  }
directory-first-page = Первая страница
directory-saved = Сохранено.
directory-added = Добавлено.
directory-removed = Удалено из списка.
directory-deleted = Удалено.
directory-add-to = Добавить: { $name }
directory-find-principal = Найти людей и группы
directory-choose-principal = Выберите человека или группу безопасности
directory-first-twenty = Показаны первые 20. Уточните поиск.
directory-group = Группа безопасности
directory-roles-text = Роли во всей организации. Назначают и отзывают их только глобальные администраторы.
directory-role-text-global-administrator = Полный доступ к этой организации: пользователи, группы, роли, комнаты, параметры и партнеры.
directory-role-text-managed-service-administrator = Полный доступ к комнатам, параметрам и партнерам. Без пользователей, групп и ролей каталога.
directory-role-text-teams-administrator = Все разрешения для комнат, настроек и партнёров.
directory-role-text-teams-devices-administrator = Все разрешения для комнат и настроек, кроме ролей и партнёров.
directory-role-text-global-reader = Просмотр комнат, групп и ролей без права что-либо изменять.
directory-role-text-user-management-administrator = Управляет пользователями и группами безопасности вашей организации, которые ни здесь, ни у заказчиков не имеют прав и не дают их. Ролей не назначает, до комнат не доходит. Есть только у партнеров.
directory-role-nobody = Напрямую эта роль никому не назначена.
directory-role-take-question = Отозвать роль «{ $role }»: { $name }?
directory-role-take-text = Роль, полученная также через группу безопасности, сохранится.
members = Участники
members-none = В этой группе пока никого нет.
members-through-groups = Через другие группы
members-through-groups-text = Эти люди входят в группу, потому что состоят в одной из групп-участников.
member-add = Добавить участника
member-remove-named = Убрать: { $name }
security-groups-text = Группы людей. Роль, назначенную группе, получает каждый ее участник.
security-groups-find = Найти группу безопасности
security-groups-none = Групп безопасности пока нет
security-groups-none-text = Соберите в группу людей, выполняющих одну и ту же работу, и назначайте роли группе.
security-group-add = Добавить группу безопасности
security-group-edit = Изменить группу безопасности
security-group-within = Эта группа входит в
security-group-delete-text = Участники потеряют все, что дает группа. Сами люди останутся.
security-group-effect = { $count ->
    [0] В группе никого нет.
    [one] { $shown } человек потеряет то, что дает группа.
    [few] { $shown } человека потеряют то, что дает группа.
    [many] { $shown } человек потеряют то, что дает группа.
   *[other] { $shown } человека потеряют то, что дает группа.
  }
users-text = Люди вашей организации, которые могут здесь войти.
users-find = Найти пользователя
user-add = Добавить пользователя
user-edit = Изменить пользователя
user-record = Данные
user-state = Состояние
user-enabled = Включен
user-disabled = Отключен
user-last-sign-in = Последний вход
user-created = Добавлен
user-domains = Имя учетной записи оканчивается одним из подтвержденных доменов: { $domains }.
user-enable = Включить
user-disable = Отключить
user-was-enabled = Пользователь включен.
user-was-disabled = Пользователь отключен. Все сеансы завершены.
user-disable-question = Отключить пользователя: { $name }?
user-disable-text = Пользователь теряет все права и не может войти, пока вы не включите его снова. Роли и участие сохраняются.
user-delete-question = Удалить пользователя: { $name }?
user-delete-text = Запись будет удалена со всеми ролями и участием в группах, здесь и у ваших клиентов. Отменить это нельзя.
user-ends-at-once = Это действует сразу
user-effects = Что произойдет
user-effect-sessions = { $count ->
    [0] Пользователь не вошел.
    [one] Завершится { $shown } сеанс.
    [few] Завершатся { $shown } сеанса.
    [many] Завершатся { $shown } сеансов.
   *[other] Завершатся { $shown } сеанса.
  }
user-effect-customer = Это основной администратор у клиента { $customer }. Если действовать там больше некому, клиент и ваши менеджеры клиентов получат предупреждение.
user-link = Ссылка для пароля
user-link-make = Новая ссылка для пароля
user-link-once = Эта ссылка показана один раз
user-link-text = Передайте ее человеку надежным способом. Она действует один раз, 24 часа. Прежние ссылки больше не работают.
user-password-set = Задан
user-password-none = Еще не задан
user-no-roles = Ролей каталога напрямую нет.
user-no-groups = Ни в одной группе безопасности.
user-no-sessions = Пользователь не вошел.
user-end-sessions = Завершить все сеансы
user-sessions-ended = Сеанс завершен.

## Уведомления о каталоге и статусе партнера.

notice-administrator-link-made = Оператор создал ссылку администратора для { $account }. Она откроется { $opens }.
notice-partner-capability-on = Ваша организация снова партнер. Приостановленные связи снова действуют.
notice-partner-capability-off = Ваша организация больше не партнер. Связи с клиентами приостановлены, ожидающие приглашения отозваны.
notice-invitation-withdrawn = Приглашение для { $domain } отозвано: организация больше не партнер или больше не владеет этим доменом.
notice-link-suspended = { $partner } больше не партнер на этом сервере. Доступ к вашим комнатам приостановлен.
notice-link-resumed = { $partner } снова партнер на этом сервере. Доступ к вашим комнатам снова действует.
agent-admin-agent = Агенты-администраторы
agent-helpdesk-agent = Агенты службы поддержки
agent-sales-agent = Агенты по продажам
agent-help-admin-agent = Участники запрашивают у заказчиков отношения реселлера и являются глобальными администраторами заказчиков, делегировавших права администратора.
agent-help-helpdesk-agent = Участники видят заказчиков и являются администраторами службы поддержки заказчиков, делегировавших права администратора.
agent-help-sales-agent = Участники видят заказчиков и запрашивают у них отношения реселлера.
