"""The register's tables."""

from songhanh.enterprises.models.assignment import Assignment, GroupMembership, WorkingGroup
from songhanh.enterprises.models.contact import ContactPoint
from songhanh.enterprises.models.enterprise import Enterprise, Ownership, Siting
from songhanh.enterprises.models.project import InvestmentCertificate, Project

__all__ = [
    "Assignment",
    "ContactPoint",
    "Enterprise",
    "GroupMembership",
    "InvestmentCertificate",
    "Ownership",
    "Project",
    "Siting",
    "WorkingGroup",
]
