using ActorEngine.Linux;

namespace ActorEngine.Shim.Log;

/// <summary>Opening and rotating.</summary>
internal sealed partial class LogWriter
{
    private void OpenFirst()
    {
        try
        {
            files.Find();
            if (files.Newest > 0 && (file = files.OpenNewest(out offset, out _)) is not null) return;
            // At once, while the disk has room: its first bytes are reserved.
            file = files.OpenNext(out _);
        }
        catch (LinuxException)
        {
            // An unreadable directory or file: the first write tries again, and reports what it meets.
            file?.Dispose();
            file = null;
        }
    }

    private bool TryReopen(out Errno error)
    {
        file = files.OpenNext(out error);
        if (file is null) return false;
        offset = 0;
        return true;
    }

    // When the next file cannot be made the present one grows on: better too long than lost.
    private void Rotate()
    {
        if (files.OpenNext(out _) is not { } next) return;
        file?.Dispose();
        file = next;
        offset = 0;
    }
}
