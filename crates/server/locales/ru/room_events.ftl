# События комнат: плохие звонки и сообщения о проблемах.

room-event = Событие комнаты
room-events = События комнат
room-events-text = Что было замечено в комнатах и может ничего не значить: плохие звонки и проблемы, о которых сообщили люди на месте.
room-event-find = Найти комнату или текст сообщения
room-event-kind = Что произошло
room-event-poorCall = Плохой звонок
room-event-reportedIssue = Сообщение о проблеме из комнаты
room-event-when = Когда
room-event-state = Состояние
room-event-flagged-yes = Отмечено как неисправность
room-event-flagged-no = Не отмечено
room-event-logs = Устройство хранит журналы до: { $date }.
room-event-flag = Отметить как неисправность
room-event-flag-text = Для комнат этих событий записывается проблема. Каждая комната считается неисправной, пока ее заявка не решена.
room-event-flag-help = Для каждой комнаты создается одна заявка, сколько бы ее событий ни было выбрано. Добавьте другие события той же проблемы.
room-event-none-chosen = Сначала выберите события.
room-events-none = Событий нет
room-events-none-text = В комнатах, которые вы видите, не было плохих звонков и сообщений о проблемах.
room-events-count = { $count ->
    [one] { $shown } событие
    [few] { $shown } события
    [many] { $shown } событий
   *[other] { $shown } события
  }
