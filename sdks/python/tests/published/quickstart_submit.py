import os
from asg_gateway import ASGGatewayClient
client = ASGGatewayClient(api_key=os.environ["API_KEY"])
resp = client.submit_task(
task_type="image_classification",
data_url="https://example.com/image.jpg",
label_spec={"question": "Animal?", "options": ["cat", "dog"]},
consensus_threshold=3,
)
print(resp)
