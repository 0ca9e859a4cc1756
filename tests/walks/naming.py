"""What stands for the objects in addresses: which `uuid` names what, and what names no object of anybody's."""

# What the `uuid` of an address names, by the address's name (the longest beginning that fits).
UUIDS = {
    "enterprises:contact-": "contact",
    "enterprises:project": "project",
    "enterprises:certificate-": "certificate",
    "enterprises:assignment-": "assignment",
    "enterprises:group-leave": "membership",
    "parks:plot-": "plot",
    "people:import": "import",
    "people:": "stay",
    "reporting:answer": "question",
    "reporting:upload": "upload",
    "reporting:marked": "upload",
    "reporting:exemption_end": "exemption",
    "reporting:consolidation": "consolidation",
    "reporting:target": "target",
    "core:delete-view": "saved_view",
    "core:notice-read": "notice",
    "core:user-revoke": "grant",
    "core:api-": "client",
    "core:task": "task",
    "gate:pass": "pass",
    "gate:of-person": "stay",
    "gate:visitor": "visitor",
    "gate:rule": "rule",
    "gate:gate": "gate",
    "gate:device": "device",
    "gate:guard": "guard",
    "gate:place": "place",
    "gate:key": "pass_key",
    "gate:clock": "clock_file",
    "presence:roll-call": "roll_call",
    "presence:roster": "roster",
    "presence:person": "stay",
    "presence:place": "place",
    "epidemic:add-case": "stay",
    "epidemic:case": "case",
    "epidemic:run": "run",
    "epidemic:contact": "run",
    "epidemic:handed": "handed",
}
# What is no object of anybody's: the same in both addresses.
FIXED = {
    "gate:clock-example": {"kind": "punches"},
    "people:import-row": {"row": 2},
    "reporting:section": {"code": "labour"},
    "reporting:consolidation_figure": {"code": "revenue"},
    "reporting:consolidation_target": {"code": "revenue", "year": 2021},
    "reporting:consolidation_file": {"form": "json"},
    "epidemic:contact": {"number": 1},
}
# What is sent to the table of exchange rates, by the address's last part.
RATES: dict[str, dict[str, object]] = {
    "exchange-rates": {"valid_from": "2022-01-10", "rate": 23200, "source": "Tỷ giá thử"},
    "corrections": {"rate": 23150, "source": "Tỷ giá thử", "reason": "gõ nhầm"},
    "withdrawals": {"reason": "nhập nhầm"},
}
