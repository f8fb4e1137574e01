/* Calls every system call number, of this machine's ABI and of the 32-bit one beside it, with arguments that do nothing, each in a child of
   its own, and prints what came of it: an error number, "ok", the signal that ended the child, or "blocks". */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static long old_abi(long number, long a)
{
#ifdef __x86_64__
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(a), "d"(a), "S"(a), "D"(a) : "memory", "r8", "r9", "r10", "r11");
    return (int)result;
#else
    (void)number; (void)a;
    return -ENOSYS;
#endif
}

static void call(const char *abi, long number, long a, int old)
{
    int pipes[2];
    char text[64] = "";
    if (pipe(pipes) != 0) return;
    /* Past what a call may close or overwrite. */
    int report = dup2(pipes[1], 900);
    close(pipes[1]);
    pid_t child = fork();
    if (child == 0) {
        pid_t self = getpid();
        alarm(1);
        long result;
        if (old) result = old_abi(number, a);
        else { result = syscall(number, a, a, a, a, a, a); if (result == -1) result = -errno; }
        if (getpid() != self) _exit(0);
        int size = result < 0 && result > -4096 ? snprintf(text, sizeof text, "%ld", -result) : snprintf(text, sizeof text, "ok");
        write(report, text, size);
        _exit(0);
    }
    close(report);
    /* A call may have blocked the alarm too. */
    struct pollfd end = { pipes[0], POLLIN, 0 };
    int waits = poll(&end, 1, 3000) == 0;
    if (waits) kill(child, SIGKILL);
    ssize_t size = read(pipes[0], text, sizeof text - 1);
    close(pipes[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (size > 0) text[size] = 0;
    else if (waits || (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)) strcpy(text, "blocks");
    else if (WIFSIGNALED(status)) snprintf(text, sizeof text, "signal %d", WTERMSIG(status));
    else strcpy(text, "ends");
    printf("%s %ld(%ld) %s\n", abi, number, a, text);
}

int main(void)
{
    static const long values[] = { 0, -1, 40 };
    setvbuf(stdout, 0, _IOFBF, 1 << 20);
    for (long number = 0; number < 480; number++)
        for (unsigned i = 0; i < sizeof values / sizeof *values; i++) {
            call("native", number, values[i], 0);
            call("old", number, values[i], 1);
        }
    return 0;
}
