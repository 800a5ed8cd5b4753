result = client.poll_result("tsk_XXX", timeout=300, interval=5)
print(result["consensus_label"], result["settlement"]["bsv_txid"])
