"""Replies and steps of forms in the markup of platforms: pure, without their libraries, network or state. One module
or folder a platform; what each can do stands beside it as its `CAPABILITIES`."""
