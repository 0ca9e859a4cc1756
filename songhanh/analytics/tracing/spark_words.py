"""What is wrong with Spark, in a sentence instead of a Java stack."""

import re
from collections.abc import Iterator
from contextlib import contextmanager


class SparkError(RuntimeError):
    """Spark cannot answer; the message says in Vietnamese why and what to do."""


# What the stack holds, the first that fits.
WORDS = (
    (
        r"No space left on device|Disk quota exceeded|Failed to create (a temp|local) dir|ExecutorExitCode\(53\)",
        "Hết chỗ trên đĩa nơi Spark ghi tạm, ở máy này hoặc ở một máy của cụm. Giải phóng chỗ, hoặc đặt"
        " SPARK_LOCAL_DIRS vào một đĩa còn chỗ, rồi chạy lại; ảnh chụp còn nguyên.",
    ),
    (
        r"Permission denied|AccessControlException",
        "Máy của cụm không được đọc ảnh chụp. Chạy cụm bằng tài khoản đọc được thư mục ảnh chụp.",
    ),
    (
        r"PATH_NOT_FOUND|FileNotFoundException|FILE_NOT_EXIST|NoSuchFileException",
        "Máy của cụm không thấy tệp của ảnh chụp. Mọi máy phải đọc được thư mục ảnh chụp ở cùng một đường dẫn.",
    ),
    (
        r"OutOfMemoryError|Java heap space|GC overhead",
        "Spark hết bộ nhớ. Tăng spark.executor.memory hoặc spark.driver.memory trong spark-defaults.conf rồi chạy lại.",
    ),
    (
        r"masters are unresponsive|stopped SparkContext|SparkContext (was|has been) (shut down|stopped)"
        r"|Master removed our application|Application has been killed",
        "Cụm Spark không nhận việc hoặc đã ngừng giữa chừng. Kiểm tra cụm còn chạy và cùng bản Spark với máy này,"
        " rồi chạy lại.",
    ),
    (
        r"Answer from Java side is empty|while (sending|receiving)|Connection refused|JAVA_GATEWAY_EXITED",
        "Spark dừng trên máy này. Xem dòng Java báo ngay trên; thường là thiếu bộ nhớ hoặc hết chỗ trên đĩa.",
    ),
)


def in_words(told: str) -> str:
    """A sentence for what Spark, its bridge or the system told."""
    for pattern, words in WORDS:
        if re.search(pattern, told):
            return words
    return f"Spark báo lỗi: {told.strip().splitlines()[0] if told.strip() else 'không nói gì'}"


@contextmanager
def in_sentences() -> Iterator[None]:
    """Turn what Spark raises into SparkError; the rest is a fault of ours and keeps its trace."""
    from py4j.protocol import Py4JError  # noqa: PLC0415 (an extra)
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (Py4JError, PySparkException, OSError) as error:
        raise SparkError(in_words(str(error))) from error
