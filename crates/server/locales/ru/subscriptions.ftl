# Отчеты, которые люди получают по электронной почте.

subscriptions = Отчеты по почте
subscriptions-text = Отчеты, которые приходят вам и другим. В них есть то, что получателю можно видеть в момент отправки.
subscriptions-none = Отчетов по почте нет
subscriptions-none-text = Откройте отчет, выберите комнаты и нажмите «Присылать по почте».
subscription-new = Присылать по почте
subscription-edit = Изменить отчет по почте
subscription-text = Вы получите показатели и таблицы, каждую таблицу — еще и файлом. Того, что вам нельзя видеть в момент отправки, в письме нет.
subscription-report = Отчет
subscription-all = Все отчеты
subscription-rooms = Комнаты
subscription-rooms-help = Чтобы выбрать другие комнаты, сначала выберите их в отчете.
subscription-sent = Отправка
subscription-hour = Час
subscription-hour-help = По часам вашего часового пояса. В тихие часы ничего не отправляется: отчет придет, когда они закончатся.
subscription-days-week = За предыдущие семь дней
subscription-days-month = За предыдущий календарный месяц
subscription-day-monday = Каждый понедельник
subscription-day-tuesday = Каждый вторник
subscription-day-wednesday = Каждую среду
subscription-day-thursday = Каждый четверг
subscription-day-friday = Каждую пятницу
subscription-day-saturday = Каждую субботу
subscription-day-sunday = Каждое воскресенье
subscription-day-first = Первого числа каждого месяца
subscription-when = { $day }, { $hour }
subscription-next = Следующая
subscription-last = Последняя
subscription-paused = Приостановлен
subscription-send = Отправить сейчас
subscription-pause = Приостановить
subscription-resume = Возобновить
subscription-added = Отчет будет приходить вам.
subscription-requested = Отчет отправляется только вам.
subscription-deleted = Отчет больше не приходит.
subscription-unseen = вам больше не видно
subscription-result-sent = Отправлен
subscription-result-notAllowed = Не отправлен
subscription-result-noMail = Не отправлен
subscription-result-failed = Не доставлен
subscription-why-notAllowed = вам больше нельзя видеть этот отчет по этим комнатам
subscription-why-noMail = ваша почта была отключена или учетная запись заблокирована
subscription-why-failed = почтовый сервер не принимал его семь дней
subscription-others = { $count ->
    [one] и еще на { $shown } адрес
    [few] и еще на { $shown } адреса
    [many] и еще на { $shown } адресов
   *[other] и еще на { $shown } адреса
  }
subscription-recipients = Отправлять и другим
subscription-recipients-help = До 20 адресов электронной почты, по одному в строке: коллеги, а для отчета об одном клиенте — и сотрудники этого клиента. Каждый получит на своем языке то, что можно видеть и вам, и ему. На адрес, который не принадлежит никому, кто может видеть там отчеты, ничего не придет, и какие это адреса, вам не сообщается.
received-reports = Отчеты от других
received-reports-text = Эти отчеты вам отправляют другие. Вы получаете то, что можно видеть и им, и вам. Если вы остановите отчет, отправитель об этом не узнает.
received-from = От кого
received-stop = Остановить
received-stopped = Вы остановили его
received-is-stopped = Этот отчет больше не будет вам приходить.
received-is-resumed = Этот отчет снова будет вам приходить.
