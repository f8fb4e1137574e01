using ActorEngine.Images.Tests;

// Other processes that the tests and the benches need; the tests themselves are run by dotnet test.
return args switch
{
    ["import-forever", var state, var tar] => CrashProgram.Run(state, tar),
    ["unpack", var directory, var tar, var rounds] => UnpackProgram.Run(directory, tar, int.Parse(rounds)),
    ["measure", var state, var tar] => MeasureProgram.Run(state, tar),
    _ => 2,
};
