// runs before each file of the jest project `scale-out`, in its own environment
process.env.TEST_STORES = 'scale-out';
