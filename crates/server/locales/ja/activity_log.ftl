# What happened between a partner and its customers.

activity-log-text = 組織と顧客の間、および組織のユーザーについて起きたことです。90 日前までさかのぼれます。
activity-log-find = アクティビティ ログを検索
activity-log-empty = 期間と顧客に一致する項目はありません。
activity-log-by = 実行者
