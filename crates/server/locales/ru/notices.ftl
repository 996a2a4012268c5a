# Уведомления портала.

notices = Уведомления
notices-text = То, о чем узнают администраторы и менеджеры клиентов вашей организации.
notices-empty = Уведомлений нет
notices-empty-text = Здесь появятся ответы на приглашения и изменения связей с партнерами.
notices-mark-read = Отметить прочитанными
notices-new = Новое
notice-invitation-received = { $customer }: приглашение управлять комнатами.
notice-invitation-accepted = { $partner }: приглашение принято ({ $by }).
notice-received-invitation-accepted = { $customer }: приглашение принято ({ $by }).
notice-primary-admin-joined = Приглашение принято: { $by } теперь в числе основных администраторов клиента { $customer }.
notice-invitation-denied = { $recipient }: приглашение отклонено ({ $by }).
notice-received-invitation-denied = { $customer }: приглашение отклонено ({ $by }).
notice-invitation-expired = { $recipient }: приглашение истекло без ответа.
notice-received-invitation-expired = { $customer }: приглашение истекло.
notice-partner-removed = Партнер { $partner } удален ({ $by }).
notice-link-ended-by-customer = { $customer }: клиент завершил связь.
notice-link-ended-by-partner = Партнер { $partner } завершил связь ({ $by }).
notice-customer-removed = Клиент { $customer } удален ({ $by }).
notice-link-orphaned = { $partner }: больше никто не может быть основным администратором.
notice-customer-orphaned = { $customer }: больше нет основного администратора. Назначьте кого-нибудь.
notice-person-blocked = { $customer }: заблокирован { $person }. Причина: { $reason }
notice-person-unblocked = { $customer }: снята блокировка { $person }.
notice-assignment-ending = Назначение «{ $name }» скоро закончится: последний день { $end }. Продлите его, если оно нужно и дальше.
notice-customer-assignment-ending = Назначение «{ $name }» у клиента { $customer } скоро закончится: последний день { $end }. Продлите его, если оно нужно и дальше.
notice-webhook-gone = Вебхук «{ $name }» выключен: получатель ответил, что его больше нет.
notice-webhook-failing = Вебхук «{ $name }» выключен: за семь дней ничего не удалось доставить.
