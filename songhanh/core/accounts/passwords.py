"""What a password must be, said in our words (place, what was found, what to enter)."""

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _


class MinimumLength(django.MinimumLengthValidator):
    """Long enough."""

    def get_error_message(self) -> str:
        """What to do."""
        return _("Mật khẩu quá ngắn: cần ít nhất %(least)s ký tự.") % {"least": self.min_length}

    def get_help_text(self) -> str:
        """Beforehand."""
        return _("Ít nhất %(least)s ký tự: dễ nhớ nhất là ghép bốn, năm từ không liên quan nhau.") % {
            "least": self.min_length
        }


class NotLikeTheUser(django.UserAttributeSimilarityValidator):
    """Not the name, not the mail address."""

    def get_error_message(self) -> str:
        """What to do."""
        return _("Mật khẩu gần giống tên đăng nhập, họ tên hoặc thư điện tử. Chọn cụm từ khác.")

    def get_help_text(self) -> str:
        """Beforehand."""
        return _("Không lấy tên đăng nhập, họ tên, thư điện tử.")


class NotCommon(django.CommonPasswordValidator):
    """Not on the list of the twenty thousand best known."""

    def get_error_message(self) -> str:
        """What to do."""
        return _("Mật khẩu này nằm trong danh sách mật khẩu hay bị dò. Chọn cụm từ khác.")

    def get_help_text(self) -> str:
        """Beforehand."""
        return _("Không lấy mật khẩu ai cũng đoán ra như 123456789a.")


class NotOnlyDigits(django.NumericPasswordValidator):
    """Not a telephone number."""

    def get_error_message(self) -> str:
        """What to do."""
        return _("Mật khẩu chỉ có chữ số. Thêm chữ cái.")

    def get_help_text(self) -> str:
        """Beforehand."""
        return _("Phải có chữ cái.")
