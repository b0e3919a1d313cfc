"""What the proof of delivery needs: an api to be killed, proxies that misbehave, many clients."""
