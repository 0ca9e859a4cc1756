"""The register's tables."""

from songhanh.enterprises.models.assignment import Assignment, GroupMembership, WorkingGroup
from songhanh.enterprises.models.contact import ContactPoint
from songhanh.enterprises.models.enterprise import Enterprise, Ownership, Siting
from songhanh.enterprises.models.project import Currency, InvestmentCertificate, Project, ProjectState

__all__ = [
    "Assignment",
    "ContactPoint",
    "Currency",
    "Enterprise",
    "GroupMembership",
    "InvestmentCertificate",
    "Ownership",
    "Project",
    "ProjectState",
    "Siting",
    "WorkingGroup",
]
