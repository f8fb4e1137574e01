using ActorEngine.Linux;

namespace ActorEngine.Shim.Runtime;

/// <summary>The processes of a control group.</summary>
internal static class CgroupMembers
{
    public static List<int> Of(string directory)
    {
        List<int> pids = [];
        using FileDescriptor? file = FileDescriptor.TryOpen(directory + "/cgroup.procs", OpenFlags.ReadOnly, 0, out _);
        if (file is null) return pids;
        byte[] part = new byte[4096];
        int number = 0;
        for (int count; (count = file.TryRead(part)) > 0;)
        {
            foreach (byte digit in part.AsSpan(0, count))
            {
                if (digit is >= (byte)'0' and <= (byte)'9')
                {
                    number = number * 10 + digit - '0';
                    continue;
                }

                if (number > 0) pids.Add(number);
                number = 0;
            }
        }

        return pids;
    }
}
