# Подавление: что в комнате некоторое время не оповещает и не учитывается.

suppress = Подавить
suppress-effect = Подавленное не оповещает и не учитывается в состоянии комнаты. Подавление заканчивается само, после чего комната оценивается как обычно.
suppress-what = Что подавлено
suppress-room = Вся комната
suppress-signals = Сигналы, отмеченные ниже
suppress-signals-legend = Сигналы
suppress-reason-help = Ее прочитают все, кто видит комнату.
suppress-from = Начало
suppress-from-help = Пусто — с этого момента; для запланированного обслуживания — будущие дата и время в вашем часовом поясе ({ $zone }).
suppress-until = До какого времени
suppress-until-help = Считая от начала или до указанных даты и времени.
suppress-own-date = Другие дата и время
suppress-date = Дата и время
suppress-date-help = В вашем часовом поясе ({ $zone }); не позже чем через год.
suppress-hours = { $count ->
    [one] { $shown } час
    [few] { $shown } часа
    [many] { $shown } часов
   *[other] { $shown } часа
  }
suppress-days = { $count ->
    [one] { $shown } день
    [few] { $shown } дня
    [many] { $shown } дней
   *[other] { $shown } дня
  }
suppression = Подавление
suppressions = Подавление
suppression-from = с { $time }
suppression-until = до { $time }
suppression-change = Изменить
suppression-end-now = Завершить сейчас
room-signal-suppressed = Подавлен: не учитывается
suppress-owner = Ответственный
suppress-owner-help = Кто отвечает за подавление и узнает, когда оно закончится по сроку: люди и команды вашей организации, которые видят комнату.
suppress-owner-me = Я
suppress-owner-find = Найти людей или команды
suppression-turn-begun = Подавлено
suppression-turn-changed = Подавление изменено
suppression-turn-ended = Подавление закончилось
suppression-by-time = по сроку
