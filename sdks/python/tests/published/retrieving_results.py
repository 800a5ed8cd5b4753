import os
from asg_gateway import ASGGatewayClient

client = ASGGatewayClient(os.environ["API_KEY"])

# One-shot fetch (may be 202 in raw HTTP — SDK raises on non-2xx except your own poll loop)
r = client.get_result("tsk_xxx")

# Blocking poll: default interval 5s, timeout 300s
final = client.poll_result("tsk_xxx", timeout=600, interval=5)
print(final["consensus_label"])
