# What happened between a partner and its customers.

activity-log-text = Что происходило между вашей организацией и ее клиентами и с ее людьми. Хранится за 90 дней.
activity-log-find = Найти в журнале действий
activity-log-empty = Под период и клиента ничего не подходит.
activity-log-by = Кто выполнил
