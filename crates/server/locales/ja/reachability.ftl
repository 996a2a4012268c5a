# 到達可能性: エージェントのないデバイスをリレーから見た結果です。

reachability = 到達可能性
reachability-effect = エージェントのない会議室のための設定です。組織のリレーがこのアドレスとポートへの接続を試み、デバイスが受け入れるかどうかを知らせます。接続では何も送信しません。リレーの構成ファイルでもそのネットワークとポートを許可する必要があります。許可されていない場合は試行せず、会議室は応答なしとみなされます。
reachability-choose = リレーの選択
reachability-change = 変更
reachability-remove = 確認の停止
reachability-relay = リレー
reachability-host = デバイス
reachability-host-help = リレーから見た名前 (例: bar-7.site.example) または IP アドレスです。
reachability-port = TCP ポート
reachability-address = アドレス
reachability-state-healthy = 到達しました
reachability-state-unhealthy = 到達できません
reachability-state-unknown = リレーの構成で許可されていません
reachability-not-yet = リレーはまだ確認していません。
reachability-none = このデバイスについて知らせるエージェントもリレーもありません。
reachability-no-relays = 確認できるリレーがまだありません
reachability-no-relays-text = リレーの構成ファイルでネットワークとポートを許可し、登録キー ファイルを置いて再起動してください。すると会議室の一覧に表示されます。
