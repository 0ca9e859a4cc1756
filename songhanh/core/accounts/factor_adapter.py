"""How the library's second factor is to behave here."""

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from songhanh.core.models import User
from songhanh.core.ui.qr import qr_picture


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets encrypted at rest, our own QR picture, our own words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Vai trò này bắt buộc dùng mã một lần. Đổi điện thoại thì nhờ quản trị hệ thống đặt lại."
        ),
        "cannot_generate_recovery_codes": _("Cài ứng dụng mã một lần trước, rồi mới tạo mã dự phòng."),
        "incorrect_code": _(
            "Mã chưa đúng. Nhập mã 6 số đang hiện trong ứng dụng; kiểm tra giờ của điện thoại."
        ),
    }

    def get_totp_label(self, user: User) -> str:
        """The sign-in name: the app's list tells accounts apart by it."""
        return user.username

    def build_totp_svg(self, url: str) -> str:
        """The QR by segno (the library's own needs another package)."""
        return qr_picture(url, dot=5)

    def encrypt(self, text: str) -> str:
        """Fernet, with a key derived from the identity key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Counterpart of `encrypt`."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Not where the role must have one."""
        return not authenticator.user.role_class.second_factor


def _cipher() -> Fernet:
    key = HKDF(SHA256(), 32, None, b"songhanh second factor").derive(settings.IDENTITY_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
