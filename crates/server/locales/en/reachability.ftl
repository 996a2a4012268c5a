# Reachability: devices without an agent, as a relay sees them.

reachability = Reachability
reachability-effect = For a room without an agent: a relay of your organization tries to open a connection to this address and port, and tells whether the device accepts it. Nothing is said over the connection. The configuration file of the relay must allow the network and the port as well; otherwise nothing is tried and the room counts as silent.
reachability-choose = Choose a relay
reachability-change = Change
reachability-remove = Stop watching
reachability-relay = Relay
reachability-host = Device
reachability-host-help = A name such as bar-7.site.example, or an IP address, as the relay sees it.
reachability-port = TCP port
reachability-address = Address
reachability-state-healthy = Reached
reachability-state-unhealthy = Out of reach
reachability-state-unknown = Not allowed by the configuration of the relay
reachability-not-yet = The relay has not looked yet.
reachability-none = No agent and no relay tells of this device.
reachability-no-relays = No relay may look yet
reachability-no-relays-text = Allow networks and ports in the configuration file of a relay, give it the enrolment key file, and start it again. It then appears in the room list.
