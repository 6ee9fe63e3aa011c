"""A process gives up, for good, what it does not need to decode a file it has in memory; standard library only.

Everywhere but on Windows: processor time, memory, new files and sockets (no further descriptor), writing to files, core
dumps. On Linux (x86-64, ARM 64) also, by a filter of system calls (seccomp, as in the kernel's
Documentation/userspace-api/seccomp_filter.rst): everything but reading and writing what is open, memory, time and ending.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys

ALLOWED = {
    "x86_64": (
        0xC000003E,
        (
            *(0, 1, 3, 5, 7, 8, 9, 10, 11, 12),  # read write close fstat poll lseek mmap mprotect munmap brk
            *(13, 14, 15, 19, 20, 24),  # rt_sigaction rt_sigprocmask rt_sigreturn readv writev sched_yield
            *(25, 28, 35, 39, 60, 96, 131),  # mremap madvise nanosleep getpid exit gettimeofday sigaltstack
            *(186, 201, 202, 219, 228, 230),  # gettid time futex restart_syscall clock_gettime clock_nanosleep
            *(231, 318),  # exit_group getrandom
        ),
    ),
    "aarch64": (
        0xC00000B7,
        (
            *(57, 62, 63, 64, 65, 66, 73, 80),  # close lseek read write readv writev ppoll fstat
            *(93, 94, 98, 101, 113, 115),  # exit exit_group futex nanosleep clock_gettime clock_nanosleep
            *(124, 128, 132, 134, 135, 139),  # sched_yield restart_syscall sigaltstack rt_sig(action procmask return)
            *(169, 172, 178, 214, 215, 216),  # gettimeofday getpid gettid brk munmap mremap
            *(222, 226, 233, 278),  # mmap mprotect madvise getrandom
        ),
    ),
}
"""By machine: how the kernel calls the architecture, and the numbers of the calls that stay."""
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_KILL, _ALLOW, _REFUSE = 0x80000000, 0x7FFF0000, 0x00050000 | errno.EPERM


def give_up(processor: int, memory: int) -> bool:
    """Give up what there is to give up; True where also the system calls are filtered.

    Parameters:
        processor: seconds. memory: bytes of address space.
    """
    if sys.platform == "win32":
        return False
    import resource

    limits = {
        resource.RLIMIT_CPU: processor,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        # One more than the largest of standard input, output and errors: no file, pipe or socket can be opened.
        resource.RLIMIT_NOFILE: 3,
    }
    if sys.platform == "linux":
        limits |= {resource.RLIMIT_AS: memory, resource.RLIMIT_NPROC: 0}
    for which, most in limits.items():
        hard = resource.getrlimit(which)[1]
        lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (lower, lower))
    return sys.platform == "linux" and _filter_calls()


def _filter_calls() -> bool:
    architecture, numbers = ALLOWED.get(platform.machine(), (0, ()))
    if not numbers:
        return False
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    for number in numbers:
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    steps.append((_RETURN, 0, 0, _REFUSE))
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(program)))
    control = ctypes.CDLL(None, use_errno=True).prctl
    control.argtypes = [ctypes.c_int, *([ctypes.c_ulong] * 4)]
    if control(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    return bool(control(_SET_SECCOMP, _FILTER, ctypes.addressof(header), 0, 0) == 0)
