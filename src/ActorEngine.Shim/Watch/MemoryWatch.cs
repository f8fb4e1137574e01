using System.Globalization;
using System.Text;
using ActorEngine.Linux;
using ActorEngine.Shim.Loop;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Watch;

/// <summary>
/// Out-of-memory kills in the container's control group: version 1 by eventfd on <c>memory.oom_control</c>, version 2 by inotify
/// on <c>memory.events</c>. The count is asked again at the exit, since a control group that goes away ends the notices.
/// </summary>
internal sealed class MemoryWatch(ShimSettings settings)
{
    private readonly string controlFile = settings.MemoryCgroup + "/memory.oom_control";
    private readonly string eventsFile = settings.UnifiedCgroup + "/memory.events";

    private bool IsVersion1 => settings.MemoryCgroup.Length > 0;

    /// <summary>Watches; null when there is nothing to watch or it cannot be done. The count still works then.</summary>
    public Pollable? Open(PollLoop loop, Action changed)
    {
        try
        {
            return IsVersion1 ? OpenVersion1(loop, changed) : settings.UnifiedCgroup.Length > 0 ? new EventsFile(loop, eventsFile, changed) : null;
        }
        catch (LinuxException)
        {
            return null;
        }
    }

    /// <summary>Kills so far; 0 when the files are gone.</summary>
    public long Kills()
    {
        string path = IsVersion1 ? controlFile : eventsFile;
        using FileDescriptor? file = FileDescriptor.TryOpen(path, OpenFlags.ReadOnly, 0, out _);
        if (file is null) return 0;
        Span<byte> text = stackalloc byte[512];
        int count = file.TryRead(text);
        if (count <= 0) return 0;
        foreach (string line in Encoding.ASCII.GetString(text[..count]).Split('\n'))
        {
            if (line.StartsWith("oom_kill ", StringComparison.Ordinal))
                return long.TryParse(line.AsSpan(9), NumberStyles.None, CultureInfo.InvariantCulture, out long kills) ? kills : 0;
        }

        return 0;
    }

    private Counter OpenVersion1(PollLoop loop, Action changed)
    {
        FileDescriptor control = FileDescriptor.Open(controlFile, OpenFlags.ReadOnly);
        var counter = new Counter(loop, EventCounter.Create(), control, changed);
        using FileDescriptor register = FileDescriptor.Open(settings.MemoryCgroup + "/cgroup.event_control", OpenFlags.WriteOnly);
        register.WriteAll(Encoding.ASCII.GetBytes(counter.File.Number.ToString() + " " + control.Number.ToString()));
        loop.Watch(counter);
        return counter;
    }

    private sealed class Counter(PollLoop loop, FileDescriptor counter, FileDescriptor control, Action changed) : Pollable(counter)
    {
        public override void OnReady(PollEvents ready)
        {
            EventCounter.Take(File);
            changed();
            // The removal of the control group raises the event too, and for ever after.
            if (control.TryReadAt(stackalloc byte[1], 0) >= 0) return;
            loop.Forget(this);
            File.Dispose();
            control.Dispose();
        }
    }

    private sealed class EventsFile : Pollable
    {
        private readonly Inotify inotify;
        private readonly Action changed;

        public EventsFile(PollLoop loop, string path, Action changed) : this(new Inotify(), changed)
        {
            inotify.Watch(path, InotifyEvents.Modify);
            loop.Watch(this);
        }

        private EventsFile(Inotify inotify, Action changed) : base(inotify.Descriptor)
        {
            this.inotify = inotify;
            this.changed = changed;
        }

        public override void OnReady(PollEvents ready)
        {
            inotify.Take([]);
            changed();
        }
    }
}
