"""The walls around an engine: no files but its index, no network, no programs, no more memory than allowed.

Run by `kg.engines.core.worker` through its path, in the child, before the index is opened: threads that the
engine starts later are behind the walls as well. Linux has Landlock (5.13 and later) and seccomp; where
they are missing, descriptors and file sizes are limited after the opening. ``docs/decisions/0016`` says
what holds on which system.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import struct
import sys

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP, _SECCOMP_SET_MODE_FILTER = {"x86_64": 317, "aarch64": 277}, 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_DENIED = {
    # socket, socketpair, execve, execveat, ptrace, io_uring_setup (which would open sockets by itself)
    "x86_64": (41, 53, 59, 322, 101, 425),
    "aarch64": (198, 199, 221, 281, 117, 425),
}
_X32 = 0x40000000
"""Numbers of system calls from here on belong to a second interface of x86_64, which nothing here uses."""
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000


def enclose(index: str, scratch: str) -> list[str]:
    """Put up the walls that this kernel has.

    Args:
        index: the folder that stays readable.
        scratch: the folder that stays writable.

    Returns:
        ``landlock`` and ``seccomp``, as far as they hold now.
    """
    if sys.platform != "linux":
        return []
    try:
        libc = ctypes.CDLL(None, use_errno=True)
    except OSError:
        return []
    held = []
    with contextlib.suppress(OSError, AttributeError):
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if _landlock(libc, index, scratch):
            held.append("landlock")
        if _seccomp(libc):
            held.append("seccomp")
    return held


def limit(name: str, value: int, *, hard: bool = True) -> None:
    """Lower a resource limit, where the platform has it.

    Args:
        name: ``RLIMIT_…``.
        value: the limit.
        hard: lower it for good; else it can be raised again up to what it was.
    """
    with contextlib.suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        kind = getattr(resource, name)
        most = resource.getrlimit(kind)[1]
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(kind, (value, value if hard else most))


def raise_descriptors(most: int = 4096) -> None:
    """Allow as many open files as this user may have, up to `most`: a store has one per 64 MB."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        if soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def limit_descriptors(folder: str) -> None:
    """Leave as many descriptors as the files of a folder may still need, where nothing else bars files.

    A store opens 16 files at once and the rest when a question reaches them.
    """
    files = sum(len(names) for _, _, names in os.walk(folder))
    probe = os.dup(0)
    os.close(probe)
    limit("RLIMIT_NOFILE", probe + files)


def opening_space(folder: str) -> int:
    """Count the bytes of address space that opening an index may take: 4 GB and sixteen times its size.

    Measured: 1.1 GB for an index of 1 MB (stacks and arenas of threads), 4.2 GB for one of 925 MB.
    """
    size = sum(os.path.getsize(os.path.join(where, name)) for where, _, names in os.walk(folder) for name in names)
    return (4 << 30) + 16 * size


class AddressSpace:
    """The size of this process, readable after the walls have gone up."""

    def __init__(self) -> None:
        try:
            self._file: int | None = os.open("/proc/self/statm", os.O_RDONLY)
        except OSError:
            self._file = None

    def megabytes(self) -> int | None:
        """Measure how much address space is in use; None where the system does not say."""
        if self._file is None:
            return None
        pages = int(os.pread(self._file, 100, 0).split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def _landlock(libc: ctypes.CDLL, index: str, scratch: str) -> bool:
    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    files = (1 << 13) - 1  # execute, write, read, read folder, remove (2), make (7)
    files |= sum(1 << bit for since, bit in ((2, 13), (3, 14), (5, 15)) if version >= since)  # refer, truncate, ioctl
    network = 3 if version >= 4 else 0  # bind, connect
    scope = 3 if version >= 6 else 0  # abstract sockets, signals
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = struct.pack("<QQQ", files, network, scope)[:size]
    ruleset = libc.syscall(_LANDLOCK_CREATE, rules, ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        for folder, rights in ((index, _READ_FILE | _READ_DIR), (scratch, files)):
            beneath = os.open(folder, os.O_PATH | os.O_CLOEXEC)
            try:
                if libc.syscall(_LANDLOCK_ADD, ruleset, 1, struct.pack("<Qi", rights, beneath), 0) != 0:
                    return False
            finally:
                os.close(beneath)
        return int(libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0)) == 0
    finally:
        os.close(ruleset)


def _seccomp(libc: ctypes.CDLL) -> bool:
    machine = platform.machine() if sys.maxsize > 1 << 32 else ""
    if machine not in _ARCHITECTURES:
        return False
    denied = _DENIED[machine]

    def line(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("<HBBI", code, yes, no, value)

    load, equal, at_least, stop = 0x20, 0x15, 0x35, 0x06
    program = [
        line(load, 0, 0, 4),  # the architecture
        line(equal, 1, 0, _ARCHITECTURES[machine]),
        line(stop, 0, 0, _KILL),
        line(load, 0, 0, 0),  # the number of the call
        line(at_least, len(denied) + 1, 0, _X32),
        *(line(equal, len(denied) - at, 0, number) for at, number in enumerate(denied)),
        line(stop, 0, 0, _ALLOW),
        line(stop, 0, 0, _REFUSE),
    ]
    code = ctypes.create_string_buffer(b"".join(program))
    filter_ = struct.pack("<HxxxxxxQ", len(program), ctypes.addressof(code))
    return int(libc.syscall(_SECCOMP[machine], _SECCOMP_SET_MODE_FILTER, 0, filter_)) == 0
