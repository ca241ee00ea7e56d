"""What is true of a program: facts that the derivatives and the back end ask for, and that change nothing."""
