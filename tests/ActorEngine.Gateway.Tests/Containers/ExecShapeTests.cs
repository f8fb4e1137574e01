using ActorEngine.Contracts;
using ActorEngine.Gateway.Containers;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Tests.Containers;

public sealed class ExecShapeTests
{
    [Fact]
    public void A_session_that_was_only_created_has_no_exit_code()
    {
        var exec = new ExecInspection(new ExecId("e"), new ContainerId("c"), new ExecSettings { Command = ["sh", "-c", "true"], Tty = true, Stdin = true, User = "1" });
        GoldenFile.Check("exec-created.json", Bodies.Indented(FieldsJson.Write(ExecShape.Of(exec))));
    }

    [Fact]
    public void One_that_ended_tells_its_exit_code()
    {
        var fields = ExecShape.Of(new ExecInspection(new ExecId("e"), new ContainerId("c"), new ExecSettings { Command = ["a"] }) { Pid = 5, Exit = new ExitStatus(3) });
        Assert.Equal((3, 5, false), (fields["ExitCode"], fields["Pid"], fields["Running"]));
    }
}
