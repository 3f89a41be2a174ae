from challenge.returns_commands import made, templates
__all__=["made","templates"]
