# Электронная почта: что говорится в письмах и где люди выбирают, получать ли их и когда.

mail = Электронная почта
mail-not-sent = Этот сервер не отправляет писем: его оператор не указал почтовый сервер.
assignment-mail-legend = Электронная почта
assignment-mail-choice = Отправлять письма участникам
assignment-mail-help = Им сообщают о заявках в этих комнатах: о критических и важных сразу, об остальных раз в день, если они не выбрали иначе.
assignment-mail-on = Участники получают письма об этих комнатах.
account-mail-text = Вы получаете письма о комнатах тех ролей, в назначении которых это включено, а если вы администратор, то и уведомления.
account-mail-choice = Отправлять мне письма
account-mail-given = Сообщать мне, когда другой человек передает мне заявку
account-mail-at-once = Сразу
account-mail-in-digest = В ежедневной сводке
account-mail-in-digest-help = Сводка сообщает о заявках не ниже этой серьезности, о которых вы не узнали сразу.
account-mail-from-critical = Критические заявки
account-mail-from-important = Важные заявки и серьезнее
account-mail-from-warning = Предупреждения и серьезнее
account-mail-from-recommended = Все заявки
account-mail-from-none = Ни о каких заявках
account-mail-customers-help = Не выбирайте никого, чтобы получать письма о заявках всех клиентов, которых вы видите.
assignment-mail-save = Сохранить этот выбор
account-mail-digest = Час ежедневной сводки
account-mail-digest-help = Приходит раз в день одним письмом, по времени вашего часового пояса.
account-mail-quiet = Тихие часы
account-mail-quiet-help = В эти часы ничего не отправляется; о том, что случилось, письмо придет, когда они закончатся.
account-mail-quiet-from = С
account-mail-quiet-until = До
account-mail-never = Нет
account-mail-saved = Настройки электронной почты сохранены.
mail-occasion-ticketOpened = Новая
mail-occasion-ticketReactivated = Снова неисправно
mail-occasion-ticketRaised = Стала важной
mail-occasion-issueRecorded = Сообщено о проблеме
mail-occasion-ticketResolved = Решена
mail-occasion-ticketClosed = Закрыта
mail-occasion-ticketGiven = Передана вам
mail-subject-own = { $occasion }: { $title }, { $room }
mail-subject-customer = { $occasion }: { $title }, { $room } · { $customer }
mail-subject-rooms = { $count ->
    [one] { $title }: { $shown } комната
    [few] { $title }: { $shown } комнаты
    [many] { $title }: { $shown } комнат
   *[other] { $title }: { $shown } комнаты
  }
mail-subject-many = { $count ->
    [one] { $shown } заявка
    [few] { $shown } заявки
    [many] { $shown } заявок
   *[other] { $shown } заявки
  }
mail-subject-given = { $count ->
    [one] Вам передана { $shown } заявка
    [few] Вам переданы { $shown } заявки
    [many] Вам передано { $shown } заявок
   *[other] Вам передано { $shown } заявки
  }
mail-subject-digest = { $count ->
    [one] Сводка за день: { $shown } заявка
    [few] Сводка за день: { $shown } заявки
    [many] Сводка за день: { $shown } заявок
   *[other] Сводка за день: { $shown } заявки
  }
mail-subject-notices = { $count ->
    [one] { $shown } уведомление
    [few] { $shown } уведомления
    [many] { $shown } уведомлений
   *[other] { $shown } уведомления
  }
mail-more = { $count ->
    [one] И еще { $shown } заявка:
    [few] И еще { $shown } заявки:
    [many] И еще { $shown } заявок:
   *[other] И еще { $shown } заявки:
  }
mail-footer-rooms = Вы получили это письмо, потому что ваша роль отправляет письма о своих комнатах. Выбрать время или отказаться: { $address }
mail-footer-given = Вы получили это письмо, потому что вам передали заявку. Выбрать, получать ли такие письма и когда: { $address }
mail-footer-notices = Вы получили это письмо, потому что вам адресованы уведомления в Steward. Выбрать время или отказаться: { $address }
mail-subject-report = { $report }: { $about }
mail-report-more = { $count ->
    [one] Еще { $shown } строка здесь:
    [few] Еще { $shown } строки здесь:
    [many] Еще { $shown } строк здесь:
   *[other] Еще { $shown } строки здесь:
  }
mail-footer-report = Вы получили это письмо, потому что подписаны на этот отчет. Изменить, приостановить или прекратить: { $address }
mail-footer-shared-report = Вы получили это письмо, потому что { $sender } ({ $organization }) отправляет вам этот отчет. Посмотреть, что вам отправляют другие, и остановить: { $address }
mail-subject-invitation = { $organization }: настройте свою организацию
mail-invitation =
    Здравствуйте!

    { $partner } ({ $domain }) добавил в Steward организацию { $organization } и назвал вас ее первым администратором.

    Ваша учетная запись: { $account }. Откройте ссылку, чтобы задать пароль; она действует 24 часа, и партнер ее не видит:

    { $link }

    Организация принадлежит только вам. { $partner } просит об отношениях с ней: примите или отклоните просьбу в разделе «Параметры > Отношения с партнерами». Пока вы не согласились, { $partner } ничего не может в ней сделать.

    Если вы не знаете { $partner }, ничего не делайте.
mail-footer-invitation = Вы получили это письмо, потому что партнер указал ваш адрес в Steward.
# Mail routes: which team is told of which tickets.
mail-routes-text-own = Укажите, какая команда получает письма о каких заявках ваших комнат.
mail-routes-text-customers = Укажите, какая команда получает письма о каких заявках ваших клиентов.
mail-routes-who = Кому можно писать, определяет настройка почты в назначениях. О заявках, которые попадают в маршрут, из этих людей узнают только участники команды; если никому из них писать нельзя, узнают все остальные.
mail-routes-none = Маршрутов нет
mail-routes-none-text = О комнатах узнают все, в чьем назначении включена почта. Создайте маршрут, чтобы направить часть заявок одной команде.
mail-route-new = Новый маршрут
mail-route-edit = Изменить маршрут
mail-route-team = Команда
mail-route-team-help = Группа безопасности вашей организации; участники вложенных групп тоже считаются.
mail-route-customers-help = Не выбирайте никого, чтобы направлять заявки всех клиентов.
mail-route-customers-none = Вам не видны клиенты, поэтому выбирать здесь не из кого: маршрут относится к заявкам всех клиентов. Ограничить его некоторыми клиентами может тот, кто с ними работает.
mail-route-customers-stay = Вам не видны клиенты, поэтому выбирать здесь не из кого: маршрут по-прежнему относится только к тем клиентам, которые были для него выбраны.
mail-route-delete = Удалить этот маршрут?
mail-route-delete-named = Удалить маршрут к команде { $team }
mail-route-delete-text = Об этих заявках снова узнают все, кому о них можно писать.
mail-route-deleted = Маршрут удален.
