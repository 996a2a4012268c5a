# What happened between a partner and its customers.

activity-log-text = 귀하의 조직과 고객 사이에서, 그리고 조직의 사용자에게 일어난 일입니다. 90일 전까지 볼 수 있습니다.
activity-log-find = 활동 로그에서 찾기
activity-log-empty = 기간과 고객에 해당하는 항목이 없습니다.
activity-log-by = 수행한 사람
