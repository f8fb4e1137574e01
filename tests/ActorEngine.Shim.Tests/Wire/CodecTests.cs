using System.Runtime.CompilerServices;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Tests.Wire;

/// <summary>The wire format of every message.</summary>
public sealed class CodecTests
{
    private static readonly RuntimeCall Call = new()
    {
        Arguments = ["runc", "run", "c1"],
        Environment = ["PATH=/bin"],
        PidFile = "pid",
        LogFile = "runtime.log",
    };

    [Fact]
    public void Every_message_keeps_its_bytes()
    {
        string[] lines =
        [
            Line(new Hello(1, true)),
            Line(new Welcome(1, 42, 4711, "c1")),
            Line(new ShimSettings
            {
                ContainerId = "c1", LogDirectory = "/log", ExitRecordPath = "/exit", LogFileSize = 1000, LogFileCount = 2, DiscardLog = true,
                Terminal = true, ConsoleSocket = "c.sock", StdinOpen = true, MemoryCgroup = "/m", UnifiedCgroup = "/u",
                OnTermination = TerminationBehaviour.StopContainer, StopSignal = 3,
            }),
            Line(new Start(Call)),
            Line(new Create(Call)),
            Line(new StartCreated(Call)),
            Line(new Started(42, 4711)),
            Line(new StartFailed(1, "log", "output")),
            Line(new Adopt(42, 4711)),
            Line(new SignalContainer(9, true)),
            Line(new Resize(80, 25)),
            Line(new Exec { Id = "e1", Call = Call, Output = ExecOutputMode.Discard, StdinOpen = true, ConsoleSocket = "e1.sock" }),
            Line(new ExecStarted("e1", 43)),
            Line(new ExecExited("e1", true, 3, 0, 1_700_000_000_000_000_000)),
            Line(new ExecAttach("e1")),
            Line(new ExecAcknowledge("e1")),
            Line(new ExecSignal("e1", 15)),
            Line(new ExecListed([new ExecEntry("e1", 43, true), new ExecEntry("e2", 44, false)])),
            Line(new RunHelper(["runc", "pause", "c1"], ["PATH=/bin"], 1000)),
            Line(new HelperDone(1, 0, false, "output", true)),
            Line(new StatusReport("c1", ShimState.Running, 42, 4711, new LogPosition(3, 500), true, false, 2)),
            Line(new Exited(42, true, 3, 0, true, 1_700_000_000_000_000_000, true, new LogPosition(3, 500))),
            Line(new OutOfMemory(2)),
            Line(new LogLoss(100, 28, true)),
            Line(new Fault(FaultCode.Conflict, "no")),
        ];
        string path = GoldenPath();
        if (Environment.GetEnvironmentVariable("ACTORENGINE_UPDATE_GOLDEN") == "1") File.WriteAllLines(path, lines);
        Assert.Equal(File.ReadAllLines(path), lines);
    }

    [Fact]
    public void Old_frames_without_later_fields_read_with_defaults()
    {
        var reader = new FrameReader([1, 0]);
        Assert.Equal(new Hello(1, false), Hello.ReadFrom(ref reader));
    }

    [Fact]
    public void New_frames_with_fields_not_known_yet_read_as_well()
    {
        var reader = new FrameReader([1, 0, 1, 99, 99, 99]);
        Assert.Equal(new Hello(1, true), Hello.ReadFrom(ref reader));
    }

    [Fact]
    public void A_field_cut_in_the_middle_is_refused() =>
        Assert.Throws<ProtocolException>(() =>
        {
            var reader = new FrameReader([10, 0, 0, 0, (byte)'x']);
            ExecAttach.ReadFrom(ref reader);
        });

    [Fact]
    public void A_list_longer_than_its_frame_is_refused() =>
        Assert.Throws<ProtocolException>(() =>
        {
            var reader = new FrameReader([255, 255, 255, 127]);
            RunHelper.ReadFrom(ref reader);
        });

    [Fact]
    public void A_message_too_large_for_a_frame_is_refused() =>
        Assert.Throws<ProtocolException>(() => new FrameWriter().Write(1, new ExecAttach(new string('x', Frames.MaxSize))).ToArray());

    [Fact]
    public void Random_payloads_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] payload = new byte[random.Next(64)];
            random.NextBytes(payload);
            try
            {
                var reader = new FrameReader(payload);
                _ = (round % 4) switch
                {
                    0 => (object)ShimSettings.ReadFrom(ref reader),
                    1 => Exec.ReadFrom(ref reader),
                    2 => ExecListed.ReadFrom(ref reader),
                    _ => StatusReport.ReadFrom(ref reader),
                };
            }
            catch (ProtocolException)
            {
                // Refused, as it should be.
            }
        }
    }

    [Fact]
    public void The_exit_record_reads_back_and_a_half_written_one_does_not()
    {
        var exit = new Exited(42, true, 3, 9, true, 1_700_000_000_000_000_000, true, new LogPosition(3, 500));
        string text = System.Text.Encoding.ASCII.GetString(ExitRecord.Format(exit));
        Assert.Equal(exit, ExitRecord.Parse(text));
        Assert.Null(ExitRecord.Parse(text[..^3]));
        Assert.Equal(exit, ExitRecord.Parse("added-later=7\n" + text));
    }

    // Also asserts that the message survives the way there and back.
    private static string Line<T>(T message) where T : IShimMessage<T>
    {
        ReadOnlySpan<byte> frame = new FrameWriter().Write(5, message);
        Assert.True(Frames.TryRead(frame, out FrameKind kind, out uint request, out ReadOnlySpan<byte> payload, out int size));
        Assert.Equal((T.Kind, 5u, frame.Length), (kind, request, size));
        var reader = new FrameReader(payload);
        Assert.Equal(frame.ToArray(), new FrameWriter().Write(5, T.ReadFrom(ref reader)).ToArray());
        return $"{typeof(T).Name} {Convert.ToHexStringLower(frame)}";
    }

    private static string GoldenPath([CallerFilePath] string source = "") => Path.Combine(Path.GetDirectoryName(source)!, "frames.golden.txt");
}
