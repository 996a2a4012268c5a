# Доступ: кто что может и почему.

access = Доступ
access-organization = Организация
access-room-title = У кого есть доступ к комнате { $name }
access-room-text = Ваши сотрудники и сотрудники партнёров, и откуда у них доступ.
access-room-text-partner = Сотрудники вашей организации, и откуда у них доступ.
access-permission = Разрешение
access-find = Найти имя
access-person = Определённый человек
access-person-help = Имя учётной записи; ответ объясняет, почему или чего не хватает.
access-count = { $count ->
    [one] { $shown } человек
    [few] { $shown } человека
    [many] { $shown } человек
   *[other] { $shown } человек
  }
access-nobody = Никого
access-nobody-text = Никто из тех, о ком вам можно знать, не имеет этого разрешения для этой комнаты.
access-on-behalf = От вашего имени
access-on-behalf-text = Сотрудники партнёров, которые могут это делать по делегированным вами ролям каталога. В списке ниже их нет.
access-unknown = { $name }: здесь такого человека нет
access-unknown-text = Можно спросить о сотрудниках вашей организации и о сотрудниках партнёров, которые для неё работают.
access-allowed = { $name }: разрешено
access-denied = { $name }: не разрешено
access-through = Через что
access-group-inside = вложенная группа
access-some-group = группа
access-some-place = расположение
access-all-rooms = все комнаты
access-by-assignment = { $role } по назначению { $name }
access-link = Связь с { $name }: { $rooms }
access-since = С { $day }.
access-since-until = С { $since } до { $until }.
access-person-link = Что может { $name }
access-person-title = Что может { $name }
access-person-none = Здесь нет прав
access-all-of-link = Все комнаты связи, которые выбрал клиент.
access-customers = У клиентов
lack-disabled = Пользователь отключён.
lack-no-partner = Организация сейчас не партнёр.
lack-no-link = Организации не связаны.
lack-suspended = Связь приостановлена.
lack-blocked = Клиент заблокировал этого человека.
lack-outside-link = Связь не охватывает эту комнату.
lack-not-extended = Клиент не включил это разрешение для связи.
lack-never-for-partners = Партнёр не может иметь это разрешение.
lack-no-role = Роль не назначена.
lack-not-in-role = В роли нет этого разрешения.
lack-outside-scope = Назначение не охватывает эту комнату.
lack-not-begun = Назначение начинается { $day }.
lack-ended = Назначение закончилось { $day }.
giver-operator = Это может дать оператор сервера.
giver-global-administrator = Это может дать глобальный администратор той организации.
giver-customer = Это может дать тот, кто управляет партнёрами у клиента.
giver-role-manager = Это может дать тот, кто там управляет ролями.
giver-named = { $kind } А именно: { $names }.
access-day = На какой день
access-day-help = Пусто означает сейчас. О прошлом дне отвечает журнал изменений, о будущем: как будет, если ничего не изменится.
access-allowed-on-behalf = { $name } может это делать только от вашего имени
access-person-on-behalf-text = По ролям каталога, которые вы делегировали, и только в вашем портале. Каждое действие попадает в ваш журнал аудита.
lack-rooms-closed = Делегированная роль каталога позволила бы это от имени клиента, но делегированные роли там не открывают комнаты.
giver-customer-administrator = Это может включить глобальный администратор клиента.
