# Сигналы: каталог и его учет в организации.

signals-text = За чем Steward следит в комнатах и как это учитывается в вашей организации.
signals-find = Найти сигнал
signals-category = Категория
signals-severity = Серьезность
signals-severity-help = Критические и важные сигналы делают комнату неисправной, предупреждения и рекомендации — нет.
signals-poll = Период опроса
signals-poll-help = Наибольший перерыв между двумя проверками, в минутах. Агенты проверяют чаще и сразу сообщают об изменениях.
signals-watch = Период наблюдения
signals-watch-help = Сколько минут сигнал должен быть неисправным, чтобы он учитывался.
signals-enabled = Включен
signals-disabled = Отключен
signals-disabled-effect = Отключенный сигнал по-прежнему виден в комнатах, но не вызывает оповещений и не влияет на их состояние.
signals-changed = Изменен
signals-as-shipped = По умолчанию: { $value }.
signals-reset = Вернуть по умолчанию
signals-reset-all = Вернуть все по умолчанию
signals-reset-effect = Настройки вашей организации будут потеряны. Затронутые комнаты будут оценены заново за несколько секунд.
signals-ask-reset = Вернуть этот сигнал к значениям по умолчанию?
signals-ask-reset-all = Вернуть все сигналы к значениям по умолчанию?
signals-minutes = { $count ->
    [one] { $shown } минута
    [few] { $shown } минуты
    [many] { $shown } минут
   *[other] { $shown } минуты
  }
signals-count = { $count ->
    [one] { $shown } сигнал
    [few] { $shown } сигнала
    [many] { $shown } сигналов
   *[other] { $shown } сигнала
  }
